using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Change;

public sealed class LengthHistoryTests
{
    private const int Width = 160, Height = 60;
    private const double Pixel = 10;

    private static readonly Grid s_grid = new(Width, Height, new GeoTransform(500_000, 5_100_000, Pixel, Pixel), ReferenceSystem.FromEpsg(32632));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_end_that_moves_is_the_terminus_and_moves_by_what_the_ice_lost(bool fromTheEast)
    {
        // a tongue of 20 pixels' width whose other end stays
        var history = LengthHistory.Of(s_grid, [Tongue(140), Tongue(120), Tongue(95)])!;
        var lengths = history.Lengths.Select(length => length!.Value).ToArray();
        Assert.InRange(lengths[0] - lengths[1], 190, 210);
        Assert.InRange(lengths[1] - lengths[2], 240, 260);
        Assert.Equal(5, history.Uncertainty);

        bool[] Tongue(int length) => Mask((column, row) => Math.Abs(row - 30) < 10 && (fromTheEast ? Width - 1 - column : column) is var along && along >= 5 && along < 5 + length);
    }

    [Fact]
    public void A_bent_glacier_is_as_long_as_the_way_down_its_middle()
    {
        // a quarter of a ring of radius 40 and width 10 pixels
        var history = LengthHistory.Of(s_grid, [Mask((column, row) => Math.Abs(Math.Sqrt((column * column) + (row * row)) - 40) < 5)])!;
        Assert.InRange(history.Line.Length, 0.93 * Math.PI / 2 * 40 * Pixel, 1.10 * Math.PI / 2 * 40 * Pixel);
        Assert.Equal(history.Line.Length, history.Lengths[0]!.Value, 15.0);
    }

    [Fact]
    public void A_scene_without_ice_on_the_line_has_no_length()
    {
        var history = LengthHistory.Of(s_grid, [Mask((column, row) => row < 12 && column < 100), Mask((column, row) => row > 50 && column > 150)])!;
        Assert.NotNull(history.Lengths[0]);
        Assert.Null(history.Lengths[1]);
        Assert.Null(LengthHistory.Of(s_grid, [new bool[Width * Height]]));
        Assert.Throws<ArgumentException>(() => LengthHistory.Of(s_grid, [new bool[3]]));
    }

    private static bool[] Mask(Func<int, int, bool> ice) => [.. Enumerable.Range(0, Width * Height).Select(i => ice(i % Width, i / Width))];
}
