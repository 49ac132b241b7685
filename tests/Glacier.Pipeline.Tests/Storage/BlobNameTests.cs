using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Storage;

public class BlobNameTests
{
    [Theory]
    [InlineData("aletsch")]
    [InlineData("RGI60-11.01450")]
    [InlineData("a")]
    public void Good_glacier_names_are_kept(string name) => Assert.Equal(name, GlacierId.Parse(name).Value);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a.")]
    [InlineData("ä")]
    public void Names_that_paths_could_mistake_are_refused(string name)
    {
        Assert.False(GlacierId.TryParse(name, out _));
        Assert.Equal("glacier-name", Assert.Throws<InvalidInputException>(() => GlacierId.Parse(name)).Rule);
    }

    [Fact]
    public void A_name_of_300_characters_is_refused_and_its_quarantine_name_is_short_and_its_own()
    {
        var first = "g/" + new string('a', 300) + "1.tif";
        var second = "g/" + new string('a', 300) + "2.tif";
        Assert.Equal("file-name", Assert.Throws<InvalidInputException>(() => BlobNames.SplitInput(first)).Rule);
        Assert.True(BlobNames.Quarantined(first).Name.Length < 120);
        Assert.NotEqual(BlobNames.Quarantined(first), BlobNames.Quarantined(second));
    }

    [Fact]
    public void A_name_with_two_dots_is_refused_and_leaves_them_behind_in_quarantine()
    {
        Assert.Equal("file-name", BlobNames.CheckFile("x..2018.tif")!.Rule);
        Assert.DoesNotContain("..", BlobNames.Quarantined("g/x..2018.tif").Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_outside_any_glacier_are_refused() => Assert.Equal("glacier-name", Assert.Throws<InvalidInputException>(() => BlobNames.SplitInput("dem.tif")).Rule);

    [Fact]
    public void Companions_are_told_from_dems()
    {
        Assert.True(BlobNames.IsCompanionOf("a.prj", "a.asc"));
        Assert.True(BlobNames.IsCompanionOf("a.tif.aux.xml", "a.tif"));
        Assert.False(BlobNames.IsCompanionOf("ab.prj", "a.asc"));
        Assert.False(BlobNames.IsCompanion("a.tif"));
    }

    [Fact]
    public void A_key_changes_with_every_ingredient_and_with_nothing_else()
    {
        var key = ProductKey.Of("step", 1, ["a", "b"], new { cell = 5 });
        Assert.Equal(key, ProductKey.Of("step", 1, ["a", "b"], new { cell = 5 }));
        ProductKey[] others =
        [
            ProductKey.Of("other", 1, ["a", "b"], new { cell = 5 }), ProductKey.Of("step", 2, ["a", "b"], new { cell = 5 }),
            ProductKey.Of("step", 1, ["b", "a"], new { cell = 5 }), ProductKey.Of("step", 1, ["ab"], new { cell = 5 }), ProductKey.Of("step", 1, ["a", "b"], new { cell = 6 }),
        ];
        Assert.DoesNotContain(key, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void Products_of_epochs_sort_by_date() =>
        Assert.True(string.CompareOrdinal(BlobNames.Product(GlacierId.Parse("g"), Epoch.OfYear(1958), "x").Name, BlobNames.Product(GlacierId.Parse("g"), Epoch.Parse("2018-09-13"), "x").Name) < 0);
}
