namespace Glacier.Vision.Velocity.Flow;

/// <summary>A later image brought back by a flow, so that only what the flow missed still moves.</summary>
public static class FlowWarp
{
    /// <summary>The second image where the first one's pixels went, by cubic convolution (Keys 1981, a = −½).</summary>
    /// <param name="second">Values of the second image, row-major; NaN counts as 0.</param>
    /// <param name="flow">Flow from the first to the second image, of the same size.</param>
    /// <returns>Values on the first image's grid; 0 where the flow is unknown or leaves the image.</returns>
    public static float[] Back(float[] second, FlowField flow)
    {
        var (width, height) = (flow.Width, flow.Height);
        var result = new float[second.Length];
        Rows.For(height, row =>
        {
            Span<float> across = stackalloc float[4];
            Span<float> down = stackalloc float[4];
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var (x, y) = (column + flow.X[i], row + flow.Y[i]);
                if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1))
                {
                    continue;
                }

                var (left, top) = ((int)x, (int)y);
                Weights(x - left, across);
                Weights(y - top, down);
                var sum = 0f;
                for (var r = 0; r < 4; r++)
                {
                    var line = Math.Clamp(top + r - 1, 0, height - 1) * width;
                    for (var c = 0; c < 4; c++)
                    {
                        var value = second[line + Math.Clamp(left + c - 1, 0, width - 1)];
                        sum += float.IsFinite(value) ? down[r] * across[c] * value : 0;
                    }
                }

                result[i] = sum;
            }
        });
        return result;
    }

    private static void Weights(float t, Span<float> weights)
    {
        weights[0] = t * (-0.5f + (t * (1 - (0.5f * t))));
        weights[1] = 1 + (t * t * (-2.5f + (1.5f * t)));
        weights[2] = t * (0.5f + (t * (2 - (1.5f * t))));
        weights[3] = t * t * (-0.5f + (0.5f * t));
    }
}
