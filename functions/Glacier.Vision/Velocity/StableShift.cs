using Glacier.Terrain.Coregistration;

namespace Glacier.Vision.Velocity;

/// <summary>What ground that cannot move seems to have moved, pixels of the image.</summary>
/// <param name="X">Median to the right; it is taken from every vector where <paramref name="Applied"/>.</param>
/// <param name="Y">Median downwards.</param>
/// <param name="ErrorX">NMAD to the right: <c>error_stationary</c>.</param>
/// <param name="ErrorY">NMAD downwards.</param>
/// <param name="Count">Stable pixels used.</param>
/// <param name="Applied">False where there were too few to tell.</param>
public sealed record StableShift(double X, double Y, double ErrorX, double ErrorY, int Count, bool Applied)
{
    /// <summary>Fewer stable pixels than this tell nothing.</summary>
    public const int LeastPixels = 200;

    /// <summary>Taken as the error where no stable ground tells it, pixels.</summary>
    public const double AssumedError = 0.2;

    /// <summary>Measures the shift.</summary>
    /// <param name="x">Displacements to the right of stable pixels; NaN is left out.</param>
    /// <param name="y">Displacements downwards.</param>
    public static StableShift Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var (right, down) = (DifferenceStatistics.Of(x), DifferenceStatistics.Of(y));
        return right.Count < LeastPixels
            ? new(0, 0, AssumedError, AssumedError, right.Count, false)
            : new(right.Median, down.Median, right.Nmad, down.Nmad, right.Count, true);
    }
}
