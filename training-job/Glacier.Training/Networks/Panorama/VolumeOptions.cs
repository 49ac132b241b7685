namespace Glacier.Training.Networks.Panorama;

/// <summary>The space above a tile and how rays are taken through it. The unit is half the side of the tile; heights count from the ground in its middle.</summary>
public sealed record VolumeOptions
{
    /// <summary>Density of the ground below everything (the paper's ground prior), per half side.</summary>
    public const float Ground = 1000;

    /// <summary>Where the lowest slice begins; the paper: 0.</summary>
    public double Bottom { get; init; }

    /// <summary>Where the highest slice ends; the paper: 8 m above tiles of 30 m.</summary>
    public double Top { get; init; } = 8 / 15.0;

    /// <summary>Slices of the network; the opaque one of the ground comes below them.</summary>
    public int Slices { get; init; } = 64;

    /// <summary>Samples of each ray.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>Half sides from the eye to the end of each ray.</summary>
    public double RayLength { get; init; } = 1.469;

    /// <summary>Degrees from the upper to the lower edge of a panorama.</summary>
    public double VerticalDegrees { get; init; } = 180;

    /// <summary>Height of a slice.</summary>
    public double Thickness => (Top - Bottom) / (Slices + 1);

    /// <summary>Height of the middle of each slice, the ground's first.</summary>
    public float[] Middles() => [.. Enumerable.Range(0, Slices + 1).Select(slice => (float)(Bottom + ((slice + 0.5) * Thickness)))];

    /// <summary>The rules that the members must satisfy together.</summary>
    /// <returns>For each rule broken: the member, what was found and what is expected.</returns>
    public IEnumerable<(string Member, string Found, string Expected)> Faults()
    {
        if (!(Bottom <= 0 && Top > 0 && Top - Bottom <= 8))
        {
            yield return ("bottom, top", $"{Bottom}, {Top}", "bottom 0 or below, top above 0, at most 8 between them");
        }

        if (Slices is < 4 or > 512)
        {
            yield return ("slices", $"{Slices}", "4 to 512");
        }

        if (Samples is < 2 or > 1024)
        {
            yield return ("samples", $"{Samples}", "2 to 1024");
        }

        if (!(RayLength > 0 && RayLength <= 8))
        {
            yield return ("rayLength", $"{RayLength}", "above 0 to 8");
        }
    }
}
