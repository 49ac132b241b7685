using Glacier.Vision.Segmentation;

namespace Glacier.Vision.Tests.Segmentation;

public sealed class RegionsTests
{
    private static bool[] Mask(params string[] rows) => [.. rows.SelectMany(row => row.Select(c => c == '#'))];

    [Fact]
    public void Small_regions_go_and_large_ones_stay_as_they_are()
    {
        var (mask, count) = Regions.Large(Mask("##..#", "#....", "..###", "#.#.#"), 5, 4, 3);
        Assert.Equal(Mask("##...", "#....", "..###", "..#.#"), mask);
        Assert.Equal(2, count);
    }

    [Fact]
    public void A_corner_connects_nothing() => Assert.Equal(2, Regions.Large(Mask("#.", ".#"), 2, 2, 1).Count);

    [Fact]
    public void A_mask_of_everything_is_one_region_and_of_nothing_none()
    {
        Assert.Equal(1, Regions.Large([.. Enumerable.Repeat(true, 70_000)], 700, 100, 70_000).Count);
        Assert.Equal(0, Regions.Large(new bool[12], 3, 4, 1).Count);
    }
}
