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
        var result = Bicubic.Warp(Array.ConvertAll(second, value => float.IsFinite(value) ? value : 0), width, height, flow.X, flow.Y);
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y) = ((i % width) + flow.X[i], (i / width) + flow.Y[i]);
            if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1))
            {
                result[i] = 0;
            }
        }

        return result;
    }
}
