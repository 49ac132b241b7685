using System.Text.Json.Serialization;
using Glacier.Training.Configuration;
using Glacier.Vision.Outlines;
using Glacier.Vision.Outlines.Evaluation;

namespace Glacier.Training.Data.Outlines;

/// <summary>What tiles a run learns from and how their windows vary.</summary>
public sealed record OutlineDataConfiguration
{
    /// <summary>Rows and columns of a window.</summary>
    public required int Side { get; init; }

    /// <summary>Channels in the order of the tensor; what a tile lacks is absent in its windows.</summary>
    public IReadOnlyList<string> Channels { get; init; } = ["B2", "B3", "B4", "B8"];

    /// <summary>Folders of tiles.</summary>
    public required IReadOnlyList<TileFolder> Folders { get; init; }

    /// <summary>Regions that a run can be told, in the order of the one-hot vector.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Scenes of the simulated glacier as a further source; null: none.</summary>
    public SimulatedSceneConfiguration? Simulated { get; init; }

    /// <summary>How training windows vary.</summary>
    public WindowAugmentation Augmentation { get; init; } = new();

    /// <summary>Rules broken.</summary>
    public IEnumerable<(string Member, string Found, string Expected)> Faults() => new[]
    {
        Rules.Unless(Side is >= 16 and <= 1024, "data.side", Side, "16 to 1024"),
        Rules.Unless(Channels.Count > 0 && Channels.Distinct().Count() == Channels.Count && Channels.All(OutlineChannels.Names.Contains), "data.channels", string.Join(", ", Channels), "some of " + string.Join(", ", OutlineChannels.Names)),
        Rules.Unless(Folders.Count > 0 || Simulated is not null, "data.folders", 0, "one folder or more, or data.simulated"),
        Rules.Unless(Folders.All(folder => folder.Path.Length > 0 && !Path.IsPathRooted(folder.Path) && !folder.Path.Split('/').Contains("..")), "data.folders.path", string.Join(", ", Folders.Select(folder => folder.Path)), "folders below the data folder"),
        Rules.Unless(Folders.All(folder => folder.West <= folder.East), "data.folders.west, data.folders.east", "west beyond east", "west ≤ east"),
        Rules.Unless(Folders.All(folder => folder.Weight > 0), "data.folders.weight", "0 or less", "positive numbers"),
        Rules.Unless(Folders.All(folder => folder.Region is null || Regions.Count == 0 || Regions.Contains(folder.Region)), "data.folders.region", string.Join(", ", Folders.Select(folder => folder.Region)), "one of data.regions"),
        Rules.Unless(Simulated is null or { Weight: > 0, Scenes: >= 1 and <= 512 }, "data.simulated", "no weight, or no scene", "a positive weight and 1 to 512 scenes"),
        Rules.Unless(Augmentation.Scale is { From: >= 0.25, To: <= 2 } && Augmentation.Scale.From <= Augmentation.Scale.To, "data.augmentation.scale", $"{Augmentation.Scale.From} to {Augmentation.Scale.To}", "from ≤ to within 0.25 to 2"),
        Rules.Unless(Augmentation.Gamma.From > 0 && Augmentation.Gamma.From <= Augmentation.Gamma.To, "data.augmentation.gamma", $"{Augmentation.Gamma.From} to {Augmentation.Gamma.To}", "0 < from ≤ to"),
        Rules.Unless(Augmentation.ModalityDropout is >= 0 and < 1, "data.augmentation.modalityDropout", Augmentation.ModalityDropout, "0 to below 1"),
    }.Where(fault => fault.Member.Length > 0);
}

/// <summary>A folder with <c>images</c> and <c>masks</c>.</summary>
public sealed record TileFolder
{
    /// <summary>Below the data folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Region of its tiles; null: unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Share of the windows that come from this source, relative to the others.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Map x of the cut between validation, west of it, and training; the default is that of the Swiss tiles (<see cref="OutlineSplit"/>).</summary>
    public double West { get; init; } = new OutlineSplit().West;

    /// <summary>Map x of the cut between training and test, east of it.</summary>
    public double East { get; init; } = new OutlineSplit().East;

    /// <summary>Ground that the masks speak of (<see cref="ReferenceArea.Open"/>): an area that comes with the program, or a file; what lies outside counts as unknown. Null: all of it.</summary>
    /// <remarks>Not written where it is not given, so that the hashes of configurations from before it stay.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Within { get; init; }
}

/// <summary>Simulated scenes as a source.</summary>
public sealed record SimulatedSceneConfiguration
{
    /// <summary>Scenes.</summary>
    public int Scenes { get; init; } = 24;

    /// <summary>Share of the windows that come from this source, relative to the folders.</summary>
    public double Weight { get; init; } = 0.25;
}

/// <summary>Random changes of a training window. Probabilities and ranges default to the paper's; those that it has not are 0.</summary>
public sealed record WindowAugmentation
{
    /// <summary>Mirrors half of the windows and turns them by multiples of 90°.</summary>
    public bool Turn { get; init; } = true;

    /// <summary>Probability that a smaller part is cut out and scaled up.</summary>
    public double Crop { get; init; } = 0.5;

    /// <summary>Side of that part over the window's.</summary>
    public Interval Scale { get; init; } = new(0.8, 1);

    /// <summary>Probability of another gamma of the reflectance.</summary>
    public double GammaShare { get; init; } = 0.5;

    /// <summary>That gamma.</summary>
    public Interval Gamma { get; init; } = new(0.8, 1.2);

    /// <summary>Probability that the reflectance of all bands is multiplied by one factor and that of each by another: light and atmosphere.</summary>
    public double BrightnessShare { get; init; }

    /// <summary>The common factor, log-uniform.</summary>
    public Interval Brightness { get; init; } = new(0.8, 1.25);

    /// <summary>A band's own factor, log-uniform.</summary>
    public Interval Band { get; init; } = new(0.93, 1.08);

    /// <summary>Probability that in each channel a rectangle is hidden.</summary>
    public double Occlusion { get; init; } = 0.5;

    /// <summary>Greatest side of the rectangle over the window's.</summary>
    public double OcclusionSide { get; init; } = 0.5;

    /// <summary>Probability of noise on the normalised channels.</summary>
    public double NoiseShare { get; init; } = 0.5;

    /// <summary>Standard deviation of a shift per channel.</summary>
    public double Shift { get; init; } = 0.025;

    /// <summary>Standard deviation of the noise of a pixel.</summary>
    public double Noise { get; init; } = 0.005;

    /// <summary>Probability that a modality, or the two short-wave infrared bands, is absent; one modality always stays.</summary>
    public double ModalityDropout { get; init; } = 0.1;

    /// <summary>Probability that the place is told as unknown.</summary>
    public double UnknownPlace { get; init; } = 0.1;
}
