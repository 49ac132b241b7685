namespace Glacier.Vision.Edges;

/// <summary>Gaussian blur of 8-bit grey with OpenCV's kernel, fixed point (8 fractional bits a direction) and mirrored border.</summary>
public static class GaussianBlur
{
    private const int One = 256;

    /// <summary>Blurs.</summary>
    /// <param name="grey">width × height bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="size">Width of the kernel, odd.</param>
    /// <param name="sigma">Standard deviation in pixels; 0: 0.15 · size + 0.35, and binomial-like kernels up to 9.</param>
    /// <returns>A new picture of the same size.</returns>
    public static byte[] Apply(byte[] grey, int width, int height, int size = 3, double sigma = 0)
    {
        PictureSize.Check(grey, width, height, 1);
        if (size < 1 || size % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "expected an odd width");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(sigma);

        // OpenCV narrows the kernel to a picture one pixel wide or high
        var sums = new SeparableKernel(width == 1 ? [One] : Weights(size, sigma), height == 1 ? [One] : Weights(size, sigma))
            .Apply(grey, width, height, Border.Reflect101);
        var result = new byte[sums.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            result[i] = (byte)((sums[i] + (1 << 15)) >> 16);
        }

        return result;
    }

    /// <summary>Weights in units of 1/256 that add up to 256; what rounding leaves is carried on to the next weight and at last to the middle.</summary>
    internal static int[] Weights(int size, double sigma)
    {
        var exact = Exact(size, sigma);
        var result = new int[size];
        double carried = 0;
        var middle = One;
        for (var i = 0; i < size / 2; i++)
        {
            var wanted = (exact[i] * One) + carried;
            result[i] = result[size - 1 - i] = (int)Math.Round(wanted, MidpointRounding.ToEven);
            carried = wanted - result[i];
            middle -= 2 * result[i];
        }

        result[size / 2] = middle;
        return result;
    }

    private static double[] Exact(int size, double sigma)
    {
        if (sigma == 0 && size <= 9)
        {
            return size switch
            {
                1 => [1],
                3 => [0.25, 0.5, 0.25],
                5 => [0.0625, 0.25, 0.375, 0.25, 0.0625],
                7 => [0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125],
                _ => [4 / 256.0, 13 / 256.0, 30 / 256.0, 51 / 256.0, 60 / 256.0, 51 / 256.0, 30 / 256.0, 13 / 256.0, 4 / 256.0],
            };
        }

        sigma = sigma > 0 ? sigma : (0.15 * size) + 0.35;
        var weights = new double[size];
        for (var i = 0; i < size; i++)
        {
            var x = (2 * i) - (size - 1);
            weights[i] = Math.Exp(-0.125 / (sigma * sigma) * x * x);
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
