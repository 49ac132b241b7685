namespace Glacier.Vision.Velocity.Flow;

/// <summary>The highest point of a correlation surface.</summary>
/// <param name="X">Displacement to the right, pixels.</param>
/// <param name="Y">Displacement downwards.</param>
/// <param name="Height">Correlation at the whole pixel.</param>
internal readonly record struct Peak(float X, float Y, float Height)
{
    private const int Apart = 3;

    /// <summary>Finds it, by the quadratic surface through the 3 × 3 values about the highest (least squares).</summary>
    /// <param name="surface">(2 reach + 1)² correlations, row by row.</param>
    /// <param name="reach">Displacement of the last column and row.</param>
    /// <param name="options">What counts as a match.</param>
    /// <returns>Null where the highest value lies on the rim, is low, or has a rival.</returns>
    public static Peak? Of(ReadOnlySpan<float> surface, int reach, CrossCorrelationOptions options)
    {
        var side = (2 * reach) + 1;
        var best = 0;
        for (var i = 1; i < surface.Length; i++)
        {
            best = surface[i] > surface[best] ? i : best;
        }

        var (column, row) = (best % side, best / side);
        if (surface[best] < options.LeastCorrelation || column == 0 || row == 0 || column == side - 1 || row == side - 1)
        {
            return null;
        }

        var rival = 0f;
        for (var i = 0; i < surface.Length; i++)
        {
            if (Math.Max(Math.Abs((i % side) - column), Math.Abs((i / side) - row)) > Apart)
            {
                rival = Math.Max(rival, surface[i]);
            }
        }

        if (rival * options.LeastPeakRatio > surface[best])
        {
            return null;
        }

        double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, sum = 0;
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                double c = surface[best + (dy * side) + dx];
                sum += c;
                sx += dx * c;
                sy += dy * c;
                sxx += dx * dx * c;
                syy += dy * dy * c;
                sxy += dx * dy * c;
            }
        }

        // c = a + bx x + by y + cxx x² + cyy y² + cxy x y
        var (bx, by, cxy) = (sx / 6, sy / 6, sxy / 4);
        var (cxx, cyy) = ((sxx / 2) - (sum / 3), (syy / 2) - (sum / 3));
        var determinant = (4 * cxx * cyy) - (cxy * cxy);
        if (!(cxx < 0 && cyy < 0 && determinant > 0))
        {
            return null;
        }

        var x = ((cxy * by) - (2 * cyy * bx)) / determinant;
        var y = ((cxy * bx) - (2 * cxx * by)) / determinant;
        return Math.Abs(x) <= 1 && Math.Abs(y) <= 1 ? new Peak((float)(column - reach + x), (float)(row - reach + y), surface[best]) : null;
    }
}
