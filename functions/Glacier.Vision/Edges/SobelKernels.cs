namespace Glacier.Vision.Edges;

/// <summary>Kernels of Sobel derivatives: a difference smoothed by binomials.</summary>
internal static class SobelKernels
{
    /// <summary>The kernel of ∂/∂x, ∂/∂y or ∂²/∂x∂y.</summary>
    /// <param name="acrossOrder">Order of the derivative along x, 0 or 1.</param>
    /// <param name="downOrder">Order along y, 0 or 1.</param>
    /// <param name="size">Width, 1, 3, 5 or 7; at 1 the derivative is −1 0 1 without smoothing.</param>
    public static SeparableKernel Of(int acrossOrder, int downOrder, int size) => new(Weights(acrossOrder, size), Weights(downOrder, size));

    private static int[] Weights(int order, int size)
    {
        if (size == 1 && order == 1)
        {
            size = 3;
        }

        int[] weights = order == 1 ? Convolve([1], -1) : [1];
        while (weights.Length < size)
        {
            weights = Convolve(weights, 1);
        }

        return weights;
    }

    // with (second, 1): a difference for −1, a mean for 1
    private static int[] Convolve(int[] weights, int second)
    {
        var result = new int[weights.Length + 1];
        for (var i = 0; i < weights.Length; i++)
        {
            result[i] += second * weights[i];
            result[i + 1] += weights[i];
        }

        return result;
    }
}
