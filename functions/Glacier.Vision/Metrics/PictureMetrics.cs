using Glacier.Vision.Edges;

namespace Glacier.Vision.Metrics;

/// <summary>How near a picture comes to the true one, by the protocol of ground-view synthesis (Sat2Density; Lu et al. 2020).</summary>
/// <param name="Rmse">Root mean square error over pixels and channels, display values 0 … 255.</param>
/// <param name="Psnr">Peak signal-to-noise ratio, dB: −10 log₁₀ of the mean square error on 0 … 1; +∞ for equal pictures.</param>
/// <param name="Ssim">Structural similarity (Wang et al. 2004): window of 11 pixels, σ 1.5, inside the picture only, mean over channels.</param>
/// <param name="SharpnessDifference">Sharpness difference (Mathieu et al. 2016), dB; the larger the more alike; +∞ where all gradients agree.</param>
public sealed record PictureMetrics(double Rmse, double Psnr, double Ssim, double SharpnessDifference)
{
    /// <summary>Least side of a picture: one window of the structural similarity.</summary>
    public const int LeastSide = 11;

    private const double Sigma = 1.5;

    /// <summary>Compares two pictures.</summary>
    /// <param name="picture">width × height × 3 bytes.</param>
    /// <param name="truth">As many.</param>
    /// <param name="width">Columns, at least <see cref="LeastSide"/>.</param>
    /// <param name="height">Rows, at least <see cref="LeastSide"/>.</param>
    /// <exception cref="ArgumentException">Another size, or a smaller one.</exception>
    public static PictureMetrics Of(byte[] picture, byte[] truth, int width, int height)
    {
        PictureSize.Check(picture, width, height, 3);
        PictureSize.Check(truth, width, height, 3);
        if (Math.Min(width, height) < LeastSide)
        {
            throw new ArgumentException($"{width} × {height} pixels; expected {LeastSide} or more on either side");
        }

        double sum = 0;
        for (var i = 0; i < picture.Length; i++)
        {
            double difference = picture[i] - truth[i];
            sum += difference * difference;
        }

        var mean = sum / picture.Length;
        return new(Math.Sqrt(mean), -10 * Math.Log10(mean / (255.0 * 255.0)), Similarity(picture, truth, width, height), Sharpness(picture, truth, width, height));
    }

    // of the sums |∂ᵢ| + |∂ⱼ| of backward differences on 0 … 1, where both exist; peak 1
    private static double Sharpness(byte[] picture, byte[] truth, int width, int height)
    {
        double sum = 0;
        for (var row = 1; row < height; row++)
        {
            for (var i = 3 * ((row * width) + 1); i < 3 * (row + 1) * width; i++)
            {
                sum += Math.Abs(Gradient(picture, i, width) - Gradient(truth, i, width));
            }
        }

        return -10 * Math.Log10(sum / 255 / (3.0 * (width - 1) * (height - 1)));

        static int Gradient(byte[] rgb, int i, int width) => Math.Abs(rgb[i] - rgb[i - 3]) + Math.Abs(rgb[i] - rgb[i - (3 * width)]);
    }

    private static double Similarity(byte[] picture, byte[] truth, int width, int height)
    {
        const double C1 = 0.01 * 0.01;
        const double C2 = 0.03 * 0.03;
        var (across, down) = (width - LeastSide + 1, height - LeastSide + 1);
        var channels = new double[3];
        Parallel.For(0, 3, channel =>
        {
            var (a, b) = (new double[width * height], new double[width * height]);
            for (var i = 0; i < a.Length; i++)
            {
                (a[i], b[i]) = (picture[(3 * i) + channel] / 255.0, truth[(3 * i) + channel] / 255.0);
            }

            var (ma, mb) = (Windowed(a, width, height), Windowed(b, width, height));
            var (aa, bb, ab) = (Windowed(Product(a, a), width, height), Windowed(Product(b, b), width, height), Windowed(Product(a, b), width, height));
            double sum = 0;
            for (var i = 0; i < across * down; i++)
            {
                var (va, vb, cov) = (aa[i] - (ma[i] * ma[i]), bb[i] - (mb[i] * mb[i]), ab[i] - (ma[i] * mb[i]));
                sum += ((2 * ma[i] * mb[i]) + C1) * ((2 * cov) + C2) / (((ma[i] * ma[i]) + (mb[i] * mb[i]) + C1) * (va + vb + C2));
            }

            channels[channel] = sum / (across * down);
        });
        return channels.Average();
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            product[i] = a[i] * b[i];
        }

        return product;
    }

    // Gaussian mean of every window that lies inside
    private static double[] Windowed(double[] values, int width, int height)
    {
        var kernel = new double[LeastSide];
        for (var k = 0; k < LeastSide; k++)
        {
            var away = k - (LeastSide / 2);
            kernel[k] = Math.Exp(-away * away / (2 * Sigma * Sigma));
        }

        var total = kernel.Sum();
        var (across, down) = (width - LeastSide + 1, height - LeastSide + 1);
        var rows = new double[across * height];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < across; column++)
            {
                double sum = 0;
                for (var k = 0; k < LeastSide; k++)
                {
                    sum += kernel[k] * values[(row * width) + column + k];
                }

                rows[(row * across) + column] = sum / total;
            }
        }

        var means = new double[across * down];
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < across; column++)
            {
                double sum = 0;
                for (var k = 0; k < LeastSide; k++)
                {
                    sum += kernel[k] * rows[((row + k) * across) + column];
                }

                means[(row * across) + column] = sum / total;
            }
        }

        return means;
    }
}
