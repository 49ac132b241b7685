namespace Glacier.Pipeline.Storage;

/// <summary>The blob containers: those that people write and the pipeline only reads, and those that the pipeline writes.</summary>
public static class Containers
{
    /// <summary>Elevation models, one folder per glacier, and its <c>glacier.json</c>.</summary>
    public const string Dems = "dems";

    /// <summary>Satellite scenes, one folder per glacier.</summary>
    public const string Scenes = "scenes";

    /// <summary>Glacier outlines, one folder per glacier.</summary>
    public const string Outlines = "outlines";

    /// <summary>Networks.</summary>
    public const string Models = "models";

    /// <summary>What the pipeline makes.</summary>
    public const string Products = "products";

    /// <summary>Copies of inputs that break a rule, and why.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>Progress, inspections, step manifests.</summary>
    public const string Status = "status";

    /// <summary>Containers that only people write.</summary>
    public static IReadOnlyList<string> Inputs { get; } = [Dems, Scenes, Outlines, Models];

    /// <summary>Containers that the pipeline writes.</summary>
    public static IReadOnlyList<string> Outputs { get; } = [Products, Quarantine, Status];
}

/// <summary>The storage queues.</summary>
public static class Queues
{
    /// <summary>BlobCreated events.</summary>
    public const string Arrivals = "arrivals";

    /// <summary>What the renderer is to do.</summary>
    public const string RenderJobs = "render-jobs";

    /// <summary>What the renderer did.</summary>
    public const string RenderResults = "render-results";

    /// <summary>Every queue, with those that take messages nobody could handle.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Arrivals, RenderJobs, RenderResults, Poison(Arrivals), Poison(RenderJobs), Poison(RenderResults)];

    /// <summary>Where a queue's messages go after five tries.</summary>
    public static string Poison(string queue) => queue + "-poison";
}
