namespace Glacier.Vision.Velocity.Flow;

/// <summary>Displacements at the centres of chips, every 8 pixels.</summary>
/// <param name="Columns">Chips side by side.</param>
/// <param name="Rows">Chips below each other.</param>
/// <param name="Origin">Pixel coordinate of the first chip's centre, in both directions.</param>
/// <param name="X">Displacement to the right, NaN where no match.</param>
/// <param name="Y">Displacement downwards.</param>
/// <param name="Correlation">Height of the peak.</param>
internal sealed record ChipGrid(int Columns, int Rows, double Origin, float[] X, float[] Y, float[] Correlation)
{
    /// <summary>Pixels from chip to chip.</summary>
    public const int Step = 8;

    /// <summary>The grid without vectors unlike their neighbours.</summary>
    public ChipGrid WithoutOutliers()
    {
        var keep = OutlierFilter.Agrees(new FlowField(Columns, Rows, X, Y), 2, 3, 0.2f);
        return this with { X = Kept(X, keep), Y = Kept(Y, keep) };
    }

    /// <summary>The grid with gaps closed by the mean of ever wider surroundings, then smoothed by a 3 × 3 median; zeros when nothing is known.</summary>
    public ChipGrid Filled() => this with { X = Fill(X), Y = Fill(Y) };

    /// <summary>Bilinear between chips; beyond the outermost, half a chip of the same. NaN where a chip with a weight is unknown.</summary>
    public FlowField OnPixels(int width, int height) => new(width, height, Interpolate(X, width, height), Interpolate(Y, width, height), Interpolate(Correlation, width, height));

    private static float[] Kept(float[] values, bool[] keep) => [.. values.Select((value, i) => keep[i] ? value : float.NaN)];

    private float[] Fill(float[] values)
    {
        var filled = (float[])values.Clone();
        for (var radius = 1; Array.Exists(filled, float.IsNaN); radius *= 2)
        {
            if (radius > 2 * Math.Max(Columns, Rows))
            {
                return new float[values.Length];
            }

            var means = Smoothing.BoxMean(filled, Columns, Rows, radius);
            for (var i = 0; i < filled.Length; i++)
            {
                filled[i] = float.IsNaN(filled[i]) ? means[i] : filled[i];
            }
        }

        return Smoothing.Gaussian(MedianFilter.Apply(filled, Columns, Rows, 1), Columns, Rows, 0.8);
    }

    private float[] Interpolate(float[] values, int width, int height)
    {
        var result = new float[width * height];
        Array.Fill(result, float.NaN);
        if (Columns == 0 || Rows == 0)
        {
            return result;
        }

        Flow.Rows.For(height, row =>
        {
            var y = Math.Clamp((row - Origin) / Step, 0, Rows - 1);
            var (top, v) = ((int)y, (float)(y - (int)y));
            var below = Math.Min(top + 1, Rows - 1);
            for (var column = 0; column < width; column++)
            {
                var x = Math.Clamp((column - Origin) / Step, 0, Columns - 1);
                var (left, u) = ((int)x, (float)(x - (int)x));
                var right = Math.Min(left + 1, Columns - 1);
                var upper = Mix(values[(top * Columns) + left], values[(top * Columns) + right], u);
                var lower = Mix(values[(below * Columns) + left], values[(below * Columns) + right], u);
                result[(row * width) + column] = Mix(upper, lower, v);
            }
        });
        return result;
    }

    // next to a gap the nearer half is kept
    private static float Mix(float a, float b, float weight) =>
        weight == 0 ? a : float.IsNaN(a) ? (weight > 0.5f ? b : a) : float.IsNaN(b) ? (weight < 0.5f ? a : b) : a + (weight * (b - a));
}
