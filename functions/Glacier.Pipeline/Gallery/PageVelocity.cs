namespace Glacier.Pipeline.Gallery;

/// <summary>What the page shows of the ice's velocity. Speeds are metres per year.</summary>
/// <param name="Scenes">Days of the satellite images, oldest first.</param>
/// <param name="Pairs">Pairs of images that were compared.</param>
/// <param name="Used">Pairs that agreed.</param>
public sealed record PageVelocity(IReadOnlyList<DateOnly> Scenes, int Pairs, int Used)
{
    /// <summary>Why there is no velocity yet; null where there is.</summary>
    public string? Missing { get; init; }

    /// <summary>How the displacement was found: <c>Horn–Schunck optical flow</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary>Picture of the mean of all pairs; null: none.</summary>
    public PageSheet? Map { get; init; }

    /// <summary>Median over the ice.</summary>
    public Measured? Speed { get; init; }

    /// <summary>One row per calendar year, in order.</summary>
    public IReadOnlyList<PageVelocityYear> Years { get; init; } = [];

    /// <summary>Speed along the flow line; null: no line.</summary>
    public PageSpeedProfile? Profile { get; init; }

    /// <summary>Stakes; empty where none were measured.</summary>
    public IReadOnlyList<PageStake> Stakes { get; init; } = [];

    /// <summary>The two GLAFT metrics; null where nothing tells them.</summary>
    public PageVelocityQuality? Quality { get; init; }

    /// <summary>What had to be done to the inputs, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Files of the velocity, the most important first.</summary>
    public IReadOnlyList<PageDownload> Files { get; init; } = [];
}

/// <summary>A picture that brings its own legend.</summary>
/// <param name="Path">Relative path.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record PageSheet(string Path, int Width, int Height);

/// <summary>One year's speed.</summary>
/// <param name="Year">Calendar year of the middles of its pairs.</param>
/// <param name="Speed">Median over the ice, with the median standard error of a pixel.</param>
/// <param name="Pairs">Pairs behind it.</param>
/// <param name="File">Its map, relative path; null where it has none of its own.</param>
public sealed record PageVelocityYear(int Year, Measured Speed, int Pairs, string? File);

/// <summary>Speed along a line.</summary>
/// <param name="Distance">Metres from its upper end, increasing.</param>
/// <param name="Speed">Speeds, NaN: unknown.</param>
/// <param name="Error">One standard deviation, NaN: unknown.</param>
public sealed record PageSpeedProfile(double[] Distance, double[] Speed, double[] Error);

/// <summary>A stake.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Given">Speed measured on the ground.</param>
/// <param name="Found">Speed found; null outside the map.</param>
public sealed record PageStake(string Name, double Given, Measured? Found);

/// <summary>Quality where no truth is known, medians over the pairs.</summary>
/// <param name="OffIcePixels">What ground that cannot move still moves after its shift is removed, pixels.</param>
/// <param name="StaticSpread">Spread of the speed there, m/yr (GLAFT).</param>
/// <param name="AlongFlowStrain">Spread of the strain rate along the flow, 1/yr (GLAFT).</param>
public sealed record PageVelocityQuality(double OffIcePixels, double StaticSpread, double AlongFlowStrain);
