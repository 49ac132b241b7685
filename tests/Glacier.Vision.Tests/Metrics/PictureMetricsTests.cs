using Glacier.Vision.Metrics;

namespace Glacier.Vision.Tests.Metrics;

public class PictureMetricsTests
{
    private const int Width = 37;
    private const int Height = 29;

    [Fact]
    public void Metrics_of_a_pattern_agree_with_independent_double_precision_references()
    {
        var (a, b) = Patterns.Pair(Width, Height);
        var metrics = PictureMetrics.Of(a, b, Width, Height);

        // numpy; the structural similarity with SciPy's convolve2d over OpenCV's Gaussian kernel
        Assert.Equal(6.887639472892221, metrics.Rmse, 1e-9);
        Assert.Equal(31.369395482715156, metrics.Psnr, 1e-9);
        Assert.Equal(0.9918743957687429, metrics.Ssim, 1e-9);
        Assert.Equal(14.174324681220194, metrics.SharpnessDifference, 1e-9);
    }

    [Fact]
    public void Equal_pictures_have_no_error_and_similarity_one()
    {
        var (a, _) = Patterns.Pair(Width, Height);
        var metrics = PictureMetrics.Of(a, a, Width, Height);
        Assert.Equal(0, metrics.Rmse);
        Assert.Equal(double.PositiveInfinity, metrics.Psnr);
        Assert.Equal(1, metrics.Ssim, 1e-12);
        Assert.Equal(double.PositiveInfinity, metrics.SharpnessDifference);
    }

    [Fact]
    public void A_constant_offset_of_flat_pictures_has_the_closed_forms()
    {
        var (a, b) = (Flat(100), Flat(120));
        var metrics = PictureMetrics.Of(a, b, Width, Height);
        Assert.Equal(20, metrics.Rmse, 1e-12);
        Assert.Equal(20 * Math.Log10(255 / 20.0), metrics.Psnr, 1e-9);

        // without variance only the luminance term remains
        var (x, y) = (100 / 255.0, 120 / 255.0);
        Assert.Equal(((2 * x * y) + 1e-4) / ((x * x) + (y * y) + 1e-4), metrics.Ssim, 1e-9);
        Assert.Equal(double.PositiveInfinity, metrics.SharpnessDifference);
    }

    [Fact]
    public void A_ramp_beside_a_flat_picture_differs_by_its_slope()
    {
        var ramp = new byte[3 * Width * Height];
        for (var i = 0; i < ramp.Length; i++)
        {
            ramp[i] = (byte)(5 * (i / 3 % Width));
        }

        Assert.Equal(-10 * Math.Log10(5 / 255.0), PictureMetrics.Of(ramp, Flat(90), Width, Height).SharpnessDifference, 1e-9);
    }

    [Fact]
    public void Metrics_do_not_depend_on_which_picture_is_the_truth()
    {
        var (a, b) = Patterns.Pair(Width, Height);
        var (one, other) = (PictureMetrics.Of(a, b, Width, Height), PictureMetrics.Of(b, a, Width, Height));
        Assert.Equal(one.Ssim, other.Ssim, 1e-12);
        Assert.Equal(one with { Ssim = 0 }, other with { Ssim = 0 });
    }

    [Fact]
    public void A_picture_smaller_than_the_window_or_of_another_size_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PictureMetrics.Of(new byte[300], new byte[300], 10, 10));
        Assert.Throws<ArgumentException>(() => PictureMetrics.Of(new byte[3 * Width * Height], new byte[30], Width, Height));
    }

    private static byte[] Flat(byte value)
    {
        var picture = new byte[3 * Width * Height];
        Array.Fill(picture, value);
        return picture;
    }
}
