using Glacier.Vision.Edges;

namespace Glacier.Vision.Tests.Edges;

/// <summary>Golden values come from OpenCV 4.6: cvtColor, GaussianBlur, Canny, and convertScaleAbs of Sobel with CV_64F, on the picture of <see cref="EdgePicture"/>.</summary>
public sealed class EdgeFilterTests
{
    private const int Width = EdgePicture.Width;
    private const int Height = EdgePicture.Height;

    [Fact]
    public void The_test_picture_is_the_one_OpenCV_was_given() => Assert.Equal("4785d7bc759dea93", EdgePicture.Hash(EdgePicture.Rgb()));

    [Fact]
    public void Grey_is_OpenCVs()
    {
        var grey = Luma.Of(EdgePicture.Rgb());
        Assert.Equal([110, 131, 119, 140, 129, 117, 138, 126], grey[..8]);
        Assert.Equal("30af2a908db317b0", EdgePicture.Hash(grey));
    }

    [Fact]
    public void Blur_is_OpenCVs_at_its_own_sigma_and_at_one_given()
    {
        var grey = Luma.Of(EdgePicture.Rgb());
        var blurred = GaussianBlur.Apply(grey, Width, Height);
        Assert.Equal([129, 129, 131, 134, 131, 129, 133, 137], blurred[..8]);
        Assert.Equal("07740bf1b85767ca", EdgePicture.Hash(blurred));
        Assert.Equal("8431c3ee10a7d890", EdgePicture.Hash(GaussianBlur.Apply(grey, Width, Height, 7, 1.7)));
    }

    [Theory]
    [InlineData(EdgeMethod.Canny, false, "45d371aef531a6ae")]
    [InlineData(EdgeMethod.SobelX, false, "f030e2c41e151595")]
    [InlineData(EdgeMethod.SobelY, false, "20a00fa0fa792d70")]
    [InlineData(EdgeMethod.SobelXY, false, "0170c6f62b21fd79")]
    [InlineData(EdgeMethod.Canny, true, "757a23b7f4d98d82")]
    [InlineData(EdgeMethod.SobelX, true, "35d2e3f4223b550e")]
    [InlineData(EdgeMethod.SobelY, true, "c3c70744b0a57e36")]
    [InlineData(EdgeMethod.SobelXY, true, "e93e1a3bd8e7ab2c")]
    public void Each_of_the_eight_filters_is_OpenCVs_pixel_by_pixel(EdgeMethod method, bool blur, string hash) =>
        Assert.Equal(hash, Hash(new EdgeFilterOptions(method, blur)));

    [Fact]
    public void Other_settings_are_OpenCVs_as_well()
    {
        Assert.Equal("3efdaa533f281a5c", Hash(new EdgeFilterOptions(L2: true)));
        Assert.Equal("13b2fdec1f81386f", Hash(new EdgeFilterOptions(Aperture: 5, LowThreshold: 1000, HighThreshold: 2500)));
        Assert.Equal("70d22ae40f565bd9", Hash(new EdgeFilterOptions(Aperture: 7, LowThreshold: 4000, HighThreshold: 9000)));
        Assert.Equal("4187178142ae82db", Hash(new EdgeFilterOptions(EdgeMethod.SobelX, SobelSize: 3)));
        Assert.Equal("42fc6cb735f76bba", Hash(new EdgeFilterOptions(EdgeMethod.SobelY, SobelSize: 7)));
        Assert.Equal("917118562423c1f2", Hash(new EdgeFilterOptions(EdgeMethod.SobelXY, SobelSize: 1)));
    }

    [Fact]
    public void A_row_of_Sobel_shows_the_mirrored_border()
    {
        var edges = EdgeFilter.ApplyToColour(EdgePicture.Rgb(), Width, Height, new EdgeFilterOptions(EdgeMethod.SobelX));
        Assert.Equal([0, 108, 182, 18, 172, 118, 255, 255], edges[..8]);
        Assert.All(EdgeFilter.ApplyToColour(EdgePicture.Rgb(), Width, Height, new EdgeFilterOptions(EdgeMethod.SobelY))[..Width], value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_even_picture_of_any_size_has_no_edges()
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 9), (9, 1), (2, 2), (40, 3) })
            foreach (var options in new EdgeFilterOptions(LowThreshold: 0, HighThreshold: 0).Eight)
                Assert.All(EdgeFilter.Apply([.. Enumerable.Repeat((byte)77, width * height)], width, height, options), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Canny_of_a_step_is_one_line_and_hysteresis_follows_it_where_it_fades()
    {
        // a step of 60 at the top that fades to 41: above the high threshold (4 · 60 > 200), then only above the low one (4 · 41 > 100)
        var grey = new byte[20 * 20];
        for (var y = 0; y < 20; y++)
            for (var x = 10; x < 20; x++)
                grey[(y * 20) + x] = (byte)(60 - y);
        var edges = EdgeFilter.Apply(grey, 20, 20);
        for (var y = 0; y < 20; y++)
            Assert.Equal(1, edges.AsSpan(y * 20, 20).Count((byte)255));
        Assert.All(EdgeFilter.Apply(Array.ConvertAll(grey, value => (byte)Math.Min((int)value, 45)), 20, 20), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        Assert.Equal("BlurSize", Refused(new EdgeFilterOptions(BlurSize: 4)));
        Assert.Equal("BlurSigma", Refused(new EdgeFilterOptions(BlurSigma: double.NaN)));
        Assert.Equal("Aperture", Refused(new EdgeFilterOptions(Aperture: 4)));
        Assert.Equal("SobelSize", Refused(new EdgeFilterOptions(SobelSize: 2)));
        Assert.Equal("LowThreshold", Refused(new EdgeFilterOptions(LowThreshold: -1)));
        Assert.Throws<ArgumentException>(() => EdgeFilter.Apply(new byte[5], 2, 2));
    }

    private static string Hash(EdgeFilterOptions options) => EdgePicture.Hash(EdgeFilter.ApplyToColour(EdgePicture.Rgb(), Width, Height, options));

    private static string? Refused(EdgeFilterOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => EdgeFilter.Apply([1], 1, 1, options)).ParamName;
}
