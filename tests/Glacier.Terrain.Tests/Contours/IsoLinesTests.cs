using System.Text.Json;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Rasters;
using Glacier.Tests;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Tests.Contours;

public sealed class IsoLinesTests
{
    [Fact]
    public void Lines_of_a_cone_are_closed_circles_of_the_right_length()
    {
        var cone = ProfilesTests.Field(201, 201, (x, y) => 2000 - Math.Sqrt(Math.Pow(x - 1005, 2) + Math.Pow(y - 1005, 2)));
        var lines = IsoLines.ByInterval(cone, 200, 1100);
        foreach (var line in lines.Where(line => line.Elevation is >= 1100 and < 1950))
        {
            var ring = Assert.IsType<LineString>(Assert.Single(line.Lines.Geometries));
            Assert.True(ring.IsClosed);
            var length = 2 * Math.PI * (2000 - line.Elevation);
            Assert.Equal(length, ring.Length, 2e-3 * length);
        }

        Assert.Contains(lines, line => line.Elevation == 1500);
    }

    [Theory]
    [InlineData(10, 0, 10, 0)]
    [InlineData(10, 4, 10, 4)]
    [InlineData(0, 10, 0, 10)]
    [InlineData(4, 10, 4, 10)]
    public void Saddle_is_resolved_by_its_mean(float northWest, float northEast, float southEast, float southWest)
    {
        // level 6: mean 5 parts the high corners, mean 7 joins them
        var dem = new Raster(2, 2, new GeoTransform(0, 2, 1, 1), ReferenceSystem.Unknown, [northWest, northEast, southWest, southEast]);
        var lines = IsoLines.At(dem, 6);
        Assert.Equal(2, lines.NumGeometries);
        var joined = (northWest + northEast + southEast + southWest) / 4 >= 6;
        var centre = new Point(1, 1);

        // each line cuts off one corner: a high one where the middle is low, a low one where it is high
        foreach (LineString line in lines.Geometries.Cast<LineString>())
        {
            var middle = line.Centroid.Coordinate;
            var corner = new Coordinate(middle.X < 1 ? 0.5 : 1.5, middle.Y < 1 ? 0.5 : 1.5);
            var value = dem.Sample(corner.X, corner.Y);
            Assert.Equal(!joined, value >= 6);
            Assert.True(centre.Distance(line) > 0);
        }
    }

    [Fact]
    public void Open_lines_end_at_the_rim_and_voids_are_left_out()
    {
        var ramp = ProfilesTests.Field(20, 10, (x, _) => x);
        var line = Assert.IsType<LineString>(Assert.Single(IsoLines.At(ramp, 52).Geometries));
        Assert.False(line.IsClosed);
        Assert.Equal(90, line.Length, 1e-6);
        Assert.All(line.Coordinates, p => Assert.Equal(52, p.X, 1e-6));
        ramp[5, 5] = float.NaN;
        Assert.Equal(70, IsoLines.At(ramp, 52).Length, 1e-6);
        Assert.True(IsoLines.At(ramp, 5000).IsEmpty);
    }

    [Fact]
    public void Lengths_on_Aletsch_agree_with_gdal_contour()
    {
        var file = RealData.Path("aletsch", "Aletsch_2009.tif");
        using var gdal = new GdalCommand();
        var output = gdal.File("lines.geojson");
        gdal.Run("gdal_contour", "-q", "-i", "200", "-off", "37", "-a", "z", "-f", "GeoJSON", file, output);
        var dem = DemReader.Read(file);
        var expected = new Dictionary<int, double>();

        // gdal_contour goes on from the outermost pixel centres to the raster's edge
        var t = dem.Transform;
        var centres = new GeometryFactory().ToGeometry(new Envelope(t.West + 50, t.West + (100 * dem.Width) - 50, t.North - 50, t.North - (100 * dem.Height) + 50));
        using var json = JsonDocument.Parse(File.ReadAllText(output));
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var level = (int)Math.Round(feature.GetProperty("properties").GetProperty("z").GetDouble());
            var points = feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray()
                .Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble())).ToArray();
            expected[level] = expected.GetValueOrDefault(level) + new LineString(points).Intersection(centres).Length;
        }

        var lines = IsoLines.ByInterval(dem, 200, 37);
        Assert.Equal(expected.Values.Sum(), lines.Sum(line => line.Lines.Length), 0.005 * expected.Values.Sum());
        foreach (var line in lines.Where(line => line.Lines.Length > 20_000))
        {
            Assert.Equal(expected[(int)line.Elevation], line.Lines.Length, 0.01 * line.Lines.Length);
        }
    }
}
