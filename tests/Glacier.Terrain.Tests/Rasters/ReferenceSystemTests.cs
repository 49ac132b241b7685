using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Rasters;

public class ReferenceSystemTests
{
    [Fact]
    public void The_central_meridian_lies_at_500_km()
    {
        var (x, y) = ReferenceSystem.FromEpsg(32632).FromWgs84(9, 46);

        // the northing there is 0.9996 of the meridian arc, integrated here by the midpoint rule
        const double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f);
        const int steps = 100_000;
        var step = 46 * Math.PI / 180 / steps;
        var arc = Enumerable.Range(0, steps).Sum(i => a * (1 - e2) / Math.Pow(1 - (e2 * Math.Pow(Math.Sin((i + 0.5) * step), 2)), 1.5) * step);
        Assert.Equal(500000, x, 1e-3);
        Assert.Equal(arc * 0.9996, y, 1e-3);
    }

    [Fact]
    public void There_and_back_is_the_same_place()
    {
        var swiss = ReferenceSystem.FromEpsg(2056);
        var (longitude, latitude) = swiss.ToWgs84(2640000, 1150000);
        Assert.InRange(longitude, 7.5, 8.5);
        var (x, y) = swiss.FromWgs84(longitude, latitude);
        Assert.Equal(2640000, x, 5e-3);
        Assert.Equal(1150000, y, 5e-3);
    }

    [Theory]
    [InlineData(8, 46.5, 32632)]
    [InlineData(-73.4, -46.7, 32718)]
    [InlineData(5, 61, 32632)]
    [InlineData(15, 78, 32633)]
    [InlineData(179.99, 1, 32660)]
    [InlineData(-180, 1, 32601)]
    [InlineData(180, 1, 32601)]
    public void Every_place_has_its_UTM_zone(double longitude, double latitude, int code) =>
        Assert.Equal(code, ReferenceSystem.UtmZoneOf(longitude, latitude).Epsg);

    [Fact]
    public void Systems_are_told_by_unit_and_name()
    {
        Assert.True(ReferenceSystem.FromEpsg(2056).IsProjectedInMetres);
        Assert.False(ReferenceSystem.FromEpsg(2926).IsProjectedInMetres);
        Assert.False(ReferenceSystem.Wgs84.IsProjectedInMetres);
        Assert.Equal("WGS 84 / UTM zone 32N", ReferenceSystem.FromEpsg(32632).Name);
        Assert.Null(ReferenceSystem.Unknown.Epsg);
        Assert.False(ReferenceSystem.FromEpsg(32632).SameAs(ReferenceSystem.FromEpsg(32633)));
    }

    [Fact]
    public void What_cannot_be_converted_is_said()
    {
        Assert.Throws<InvalidOperationException>(() => ReferenceSystem.Unknown.ToWgs84(1, 2));
        Assert.Throws<ArgumentException>(() => ReferenceSystem.FromEpsg(1));
    }
}
