using System.Text.Json;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Contours;

public class IsoLineFileTests
{
    [Fact]
    public void Every_vertex_of_the_file_lies_at_its_elevation_on_the_dem()
    {
        var crs = ReferenceSystem.FromEpsg(32632);
        var dem = new Raster(60, 50, new GeoTransform(420_000, 5_150_000, 30, 30), crs);
        for (var row = 0; row < dem.Height; row++)
        {
            for (var column = 0; column < dem.Width; column++)
            {
                dem[column, row] = (float)(2000 + (3.7 * column) - (2.1 * row) + (20 * Math.Sin(column * 0.2)));
            }
        }

        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".geojson");
        try
        {
            IsoLineFile.WriteGeoJson(path, IsoLines.ByInterval(dem, 25), crs);
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
            Assert.True(features.Count > 5);
            foreach (var feature in features)
            {
                var elevation = feature.GetProperty("properties").GetProperty("elevation_m").GetDouble();
                foreach (var point in feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().SelectMany(line => line.EnumerateArray()))
                {
                    var (x, y) = crs.FromWgs84(point[0].GetDouble(), point[1].GetDouble());
                    var found = dem.Sample(x, y);

                    // seven decimals of a degree are a centimetre on the ground
                    Assert.True(float.IsNaN(found) || Math.Abs(found - elevation) < 0.02, $"{found} at a line of {elevation}");
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
