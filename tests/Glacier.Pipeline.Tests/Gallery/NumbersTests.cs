using Glacier.Pipeline.Gallery;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Gallery;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(-72.1234, 2.34, "−72 ± 2")]
    [InlineData(-72.1234, 0.134, "−72.12 ± 0.13")]
    [InlineData(12345.6, 234.0, "12 300 ± 200")]
    [InlineData(0.04, 0.2, "0.0 ± 0.2")]
    [InlineData(-0.04, 0.2, "0.0 ± 0.2")]
    [InlineData(5.0, 0.96, "5.0 ± 1.0")]
    [InlineData(520.0, 25.0, "520 ± 30")]
    [InlineData(1234.5, double.NaN, "1230")]
    [InlineData(double.NaN, 1.0, "–")]
    public void Digits_end_where_the_uncertainty_begins(double value, double uncertainty, string expected) =>
        Assert.Equal(expected.Replace(' ', '\u202F'), Numbers.WithUncertainty(new Measured(value, uncertainty)));

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../a.png")]
    [InlineData("a/../../b")]
    [InlineData("a\\b")]
    [InlineData("")]
    public void Paths_that_leave_the_folder_are_refused(string path)
    {
        var page = new GlacierPage { Id = "a", Name = "a", Attribution = "", Epochs = [new(Epoch.OfYear(2000), [new(path, "survey", "main", 10, 10)])] };
        Assert.Throws<ArgumentException>(() => GalleryPage.Files(page));
    }

    [Fact]
    public void A_scheme_in_a_path_is_no_scheme_in_the_page() => Assert.Equal("javascript%3Aalert%281%29", Markup.Path("javascript:alert(1)"));

    [Fact]
    public void A_page_without_anything_is_a_page()
    {
        var html = GalleryPage.Files(new GlacierPage { Id = "a", Name = "Empty", Attribution = "", Epochs = [] })["index.html"];
        Assert.Contains("<h1>Empty</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
        Assert.Contains("No glacier is finished yet", GalleryIndex.Files([])["index.html"], StringComparison.Ordinal);
    }
}
