namespace Glacier.Terrain.Change;

/// <summary>Spatial correlation of elevation errors: an uncorrelated part and two spherical models (Hugonnet et al. 2022, IEEE JSTARS 15, 6456–6472).</summary>
/// <param name="Nugget">Share of the variance without correlation, 0 … 1.</param>
/// <param name="ShortSill">Share of the short-range part.</param>
/// <param name="ShortRange">Its range, metres.</param>
/// <param name="LongSill">Share of the long-range part; the three shares sum to 1.</param>
/// <param name="LongRange">Its range, metres.</param>
public sealed record CorrelationModel(double Nugget, double ShortSill, double ShortRange, double LongSill, double LongRange)
{
    /// <summary>No correlation at all.</summary>
    public static CorrelationModel None { get; } = new(1, 0, 0, 0, 0);

    /// <summary>Correlation of two pixels at a distance, metres.</summary>
    public double At(double distance) =>
        distance <= 0 ? 1 : (ShortSill * Spherical(distance, ShortRange)) + (LongSill * Spherical(distance, LongRange));

    /// <summary>1 − 3h/2a + h³/2a³ below the range a, 0 beyond.</summary>
    internal static double Spherical(double distance, double range) =>
        distance >= range ? 0 : 1 - (1.5 * distance / range) + (0.5 * Math.Pow(distance / range, 3));
}
