namespace Glacier.Vision.Velocity.Flow;

/// <summary>A flow forth and back again must end where it began.</summary>
public static class ForwardBackward
{
    /// <summary>Distance between start and end of the way forth and back.</summary>
    /// <param name="forward">First to second image.</param>
    /// <param name="backward">Second to first image, of the same size.</param>
    /// <returns>Pixels; NaN where either is unknown or the way leaves the image.</returns>
    public static float[] Discrepancy(FlowField forward, FlowField backward)
    {
        if (forward.Width != backward.Width || forward.Height != backward.Height)
        {
            throw new ArgumentException("the fields differ in size", nameof(backward));
        }

        var (width, height) = (forward.Width, forward.Height);
        var result = new float[forward.X.Length];
        Rows.For(height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var x = column + forward.X[i];
                var y = row + forward.Y[i];
                if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1))
                {
                    result[i] = float.NaN;
                    continue;
                }

                var dx = forward.X[i] + Bilinear(backward.X, width, height, x, y);
                var dy = forward.Y[i] + Bilinear(backward.Y, width, height, x, y);
                result[i] = MathF.Sqrt((dx * dx) + (dy * dy));
            }
        });
        return result;
    }

    /// <summary>What both directions say together: half the way forth, less half the way back from where it leads. What the method errs by for its choice of the first image cancels.</summary>
    /// <param name="forward">First to second image.</param>
    /// <param name="backward">Second to first image, of the same size.</param>
    /// <returns>First to second image; the way forth alone where the way back is not known.</returns>
    public static FlowField Mean(FlowField forward, FlowField backward)
    {
        if (forward.Width != backward.Width || forward.Height != backward.Height)
        {
            throw new ArgumentException("the fields differ in size", nameof(backward));
        }

        var (width, height) = (forward.Width, forward.Height);
        var (meanX, meanY) = ((float[])forward.X.Clone(), (float[])forward.Y.Clone());
        Rows.For(height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var (x, y) = (column + forward.X[i], row + forward.Y[i]);
                if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1))
                {
                    continue;
                }

                var (backX, backY) = (Bilinear(backward.X, width, height, x, y), Bilinear(backward.Y, width, height, x, y));
                if (float.IsFinite(backX) && float.IsFinite(backY))
                {
                    (meanX[i], meanY[i]) = ((forward.X[i] - backX) / 2, (forward.Y[i] - backY) / 2);
                }
            }
        });
        return forward with { X = meanX, Y = meanY };
    }

    private static float Bilinear(float[] values, int width, int height, float x, float y)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (u, v) = (x - left, y - top);
        var upper = values[(top * width) + left] + (u * (values[(top * width) + right] - values[(top * width) + left]));
        var lower = values[(below * width) + left] + (u * (values[(below * width) + right] - values[(below * width) + left]));
        return upper + (v * (lower - upper));
    }
}
