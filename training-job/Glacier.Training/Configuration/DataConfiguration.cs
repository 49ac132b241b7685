namespace Glacier.Training.Configuration;

/// <summary>What pictures a run learns from and how each becomes a pair of condition and picture.</summary>
public sealed record DataConfiguration
{
    /// <summary>Side of the training pictures, pixels: a multiple of 16, 32 to 512.</summary>
    public required int Resolution { get; init; }

    /// <summary>Condition channels in the order of the tensor, of <c>contour</c>, <c>sky</c>, <c>ice</c>, <c>shade</c> and <c>height</c> (0 at the top, 1 at the
    /// bottom); contour alone is the paper.</summary>
    public IReadOnlyList<string> Channels { get; init; } = ["contour", "sky", "ice", "shade", "height"];

    /// <summary>Folders of photographs below the data folder.</summary>
    public required IReadOnlyList<PhotoFolder> Folders { get; init; }

    /// <summary>Share of each folder kept for validation, chosen by a hash of the file's name: the same pictures in every run.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Sky shares outside this range mean that the mask failed, or that there is no skyline to learn: such pictures are left out.</summary>
    public Interval SkyShare { get; init; } = new(0.02, 0.9);

    /// <summary>Least standard deviation of the luminance (0…1) of what is not sky: below it a picture is fog or a silhouette and is left out. 0 keeps all.</summary>
    public double MinimumContrast { get; init; }

    /// <summary>Keeps the contours of clouds; a view of a DEM has none, so that they are left out unless contours alone are to say everything.</summary>
    public bool SkyContours { get; init; }

    /// <summary>Mirrors half of the pictures left to right.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>How the condition maps of a training sample vary; validation uses the plain ones.</summary>
    public ConditionVariation Variation { get; init; } = new();
}

/// <summary>A folder of photographs.</summary>
public sealed record PhotoFolder
{
    /// <summary>Below the data folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Folder of sky masks (same names, PNG, white sky) below the data folder; null: the sky is found by the segmentation network.</summary>
    public string? Masks { get; init; }

    /// <summary>Share of the samples that come from this folder, relative to the other folders.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Side of the random square crop as a share of the picture's shorter side.</summary>
    public Interval Crop { get; init; } = new(0.85, 1);
}

/// <summary>Random changes of the condition maps, so that the sparse contours and the plain shading of rendered terrain lie inside what was seen in training.</summary>
public sealed record ConditionVariation
{
    /// <summary>Both Canny thresholds are multiplied by a factor of this range, log-uniform.</summary>
    public Interval CannyScale { get; init; } = new(0.6, 3);

    /// <summary>Probability that the grey picture is blurred before Canny.</summary>
    public double Blur { get; init; } = 0.7;

    /// <summary>Probability that the whole contour channel is blank.</summary>
    public double ContourDropout { get; init; } = 0.08;

    /// <summary>Probability that some blocks (an eighth of the side each, every second on average) of the contour channel are blank.</summary>
    public double ContourBlockDropout { get; init; } = 0.25;

    /// <summary>The shade's blur is multiplied by a factor of this range, log-uniform.</summary>
    public Interval ShadeSigma { get; init; } = new(0.6, 1.8);

    /// <summary>Gain on the shade about its mean.</summary>
    public Interval ShadeGain { get; init; } = new(0.7, 1.3);

    /// <summary>Offset added to the shade.</summary>
    public Interval ShadeOffset { get; init; } = new(-0.12, 0.12);

    /// <summary>Gain on the ice map.</summary>
    public Interval IceGain { get; init; } = new(0.8, 1.1);
}

/// <summary>A closed range.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="To">Its upper end.</param>
public readonly record struct Interval(double From, double To)
{
    /// <summary>Uniform in the range for a uniform <paramref name="unit"/> in 0…1.</summary>
    public double At(double unit) => From + (unit * (To - From));

    /// <summary>Log-uniform in the range; both ends positive.</summary>
    public double AtLog(double unit) => From * Math.Pow(To / From, unit);

    /// <summary>Whether a value lies inside.</summary>
    public bool Contains(double value) => value >= From && value <= To;
}
