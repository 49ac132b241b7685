using Glacier.Pipeline.Steps.Scenes;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Products;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>What all pairs of a glacier have in common: <c>products/{glacier}/velocity/plan.json</c>.</summary>
/// <param name="Grid">The grid that every scene is put on.</param>
/// <param name="Scenes">Oldest first.</param>
/// <param name="LeastDays">Fewest days between the scenes of a pair.</param>
/// <param name="MostDays">Most days between them.</param>
/// <param name="Methods">Names of flow methods, the one that makes the maps first.</param>
/// <param name="Options">How displacements become velocities.</param>
/// <param name="Ice">Product that holds the ice mask; null where no outline is known.</param>
/// <param name="Stakes">Measured velocities; null where there is no table.</param>
/// <param name="Line">Line of the profile; null: the flow line down the middle.</param>
/// <param name="Warnings">What had to be done to the inputs.</param>
public sealed record VelocityPlan(
    Grid Grid, IReadOnlyList<SurveyedScene> Scenes, int LeastDays, int MostDays, IReadOnlyList<string> Methods, VelocityOptions Options, string? Ice, IReadOnlyList<Stake>? Stakes,
    double[][]? Line, IReadOnlyList<string> Warnings)
{
    /// <summary>Folder of all velocity products below the glacier's.</summary>
    public const string Folder = "velocity/";

    /// <summary>Name of the product below the glacier's folder.</summary>
    public const string FileName = Folder + "plan.json";

    /// <summary>The clear part of every scene that is too cloudy for any pair, 0 to 1: from <see cref="VelocityCloudStep"/>, not from the plan's own file.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<DateOnly, double> Cloudy { get; init; } = new Dictionary<DateOnly, double>();

    /// <summary>The pairs of clear scenes within the window, by every method, in order of dates.</summary>
    public IEnumerable<VelocityTarget> Targets() => VelocitySeries.Pairs([.. Scenes.Where(scene => !Cloudy.ContainsKey(scene.Date))], scene => scene.Date, (LeastDays, MostDays))
        .SelectMany(pair => Methods.Select(method => new VelocityTarget(pair.First.Date, pair.Second.Date, method)));
}

/// <summary>One pair by one method.</summary>
/// <param name="First">Day of the earlier scene.</param>
/// <param name="Second">Day of the later scene.</param>
/// <param name="Method">Name of the flow method.</param>
public sealed record VelocityTarget(DateOnly First, DateOnly Second, string Method)
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "velocity-pair";

    private string Days => $"{SceneDay.Text(First)}_{SceneDay.Text(Second)}";

    /// <summary>The manifest's step name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Step => $"{Kind}.{Days}.{Method}";

    /// <summary>Name of its map below the glacier's folder; no such product where the pair was refused.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Map => $"{VelocityPlan.Folder}pairs/velocity_{Days}_{Method}.tif";

    /// <summary>Name of its <see cref="PairOutcome"/> below the glacier's folder.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Outcome => $"{VelocityPlan.Folder}pairs/velocity_{Days}_{Method}.json";

    /// <inheritdoc/>
    public override string ToString() => $"{SceneDay.Text(First)} to {SceneDay.Text(Second)} {Method}";
}
