using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Rasters;
using Glacier.Tests;

namespace Glacier.Terrain.Tests.Contours;

public sealed class ProfilesTests
{
    [Fact]
    public void Profile_equals_bilinear_sampling()
    {
        // x·y is its own bilinear interpolation
        var dem = Field(30, 20, (x, y) => 0.01 * x * y);
        var profile = Profiles.Along(dem, [(12, 11), (250, 180), (20, 150)], 300);
        for (var k = 0; k < 300; k++)
        {
            Assert.Equal(0.01 * profile.X[k] * profile.Y[k], profile.Elevation[k], 1e-3);
        }
    }

    [Fact]
    public void Profile_equals_gdalwarps_bilinear_on_Aletsch()
    {
        var file = RealData.Path("aletsch", "Aletsch_2009.tif");
        using var gdal = new GdalCommand();
        var dem = DemReader.Read(file);
        var t = dem.Transform;
        var shifted = gdal.File("shifted.tif");
        var (west, north) = (t.West + 1033, t.North - 1071);
        FormattableString extent = $"{west}|{north - 9000}|{west + 8000}|{north}";
        gdal.Run("gdalwarp", ["-q", "-r", "bilinear", "-ot", "Float64", "-tr", "100", "100", "-te", .. FormattableString.Invariant(extent).Split('|'), file, shifted]);
        var reference = gdal.Pixels(shifted);
        var lines = Enumerable.Range(0, 90).Select(row => (IReadOnlyList<(double, double)>)
            [(west + 50, north - 50 - (100 * row)), (west + 7950, north - 50 - (100 * row))]).ToList();
        var profiles = Profiles.AlongMany(dem, lines, 80);
        for (var i = 0; i < reference.Length; i++)
        {
            Assert.Equal(reference[i], profiles[i / 80].Elevation[i % 80], 1e-3f);
        }
    }

    [Fact]
    public void Files_and_memory_many_and_single_give_the_same_profiles()
    {
        using var gdal = new GdalCommand();
        var path = gdal.File("relief.tif");
        var dem = Field(300, 200, (x, y) => 1000 + (30 * Math.Sin(x / 170)) + (50 * Math.Cos(y / 230)));
        Cog.Write(path, new Raster(300, 200, new GeoTransform(400_000, 5_100_000, 10, 10), ReferenceSystem.FromEpsg(32632), dem.Values));
        var inMemory = DemReader.Read(path);
        var random = new Random(1);
        var lines = Enumerable.Range(0, 40).Select(_ => (IReadOnlyList<(double X, double Y)>)
            [.. Enumerable.Range(0, 3).Select(_ => (400_000 + (3000 * random.NextDouble()), 5_100_000 - (2000 * random.NextDouble())))]).ToList();
        using var tiled = new TiledDem(path);
        var (many, file) = (Profiles.AlongMany(inMemory, lines, 100), Profiles.AlongMany(tiled, lines, 100));
        for (var k = 0; k < lines.Count; k++)
        {
            var single = Profiles.Along(inMemory, lines[k], 100);
            Assert.Equal(single.Elevation, many[k].Elevation);
            Assert.Equal(single.Elevation, file[k].Elevation);
            Assert.Equal(single.Elevation, Profiles.Along(tiled, lines[k], 100).Elevation);
            Assert.Equal(single.Distance, file[k].Distance);
        }
    }

    [Fact]
    public void Samples_are_equidistant_and_end_at_the_lines_ends()
    {
        var dem = Field(50, 50, (x, _) => x);
        var profile = Profiles.Along(dem, [(10, 10), (310, 10), (310, 10), (310, 410)], 141);
        Assert.Equal(700, profile.Distance[^1], 1e-9);
        Assert.Equal((310.0, 410.0), (profile.X[^1], profile.Y[^1]));
        Assert.All(Enumerable.Range(0, 141), k => Assert.Equal(5 * k, profile.Distance[k], 1e-9));
        Assert.Equal((310.0, 60.0), (profile.X[70], profile.Y[70]));
    }

    [Fact]
    public void Outside_and_beside_voids_nothing_is_known()
    {
        var dem = Field(20, 20, (_, _) => 7);
        dem[10, 10] = float.NaN;
        var profile = Profiles.Along(dem, [(-50, 95), (250, 95)], 301);
        Assert.True(float.IsNaN(profile.Elevation[0]) && float.IsNaN(profile.Elevation[155]) && float.IsNaN(profile.Elevation[300]));
        Assert.Equal(7, profile.Elevation[100]);
        Assert.Throws<ArgumentException>(() => Profiles.Along(dem, [(5, 5), (5, 5)], 10));
        Assert.Throws<ArgumentException>(() => Profiles.Along(dem, [(5, 5)], 10));
    }

    [Fact]
    public void Table_has_the_agreed_header_and_empty_fields_for_the_unknown()
    {
        var writer = new StringWriter();
        ProfileCsv.Write(writer, new Profile([0, 2.5], [1, 2], [3, 4], [1234.5f, float.NaN]));
        Assert.Equal("distance_m,x,y,elevation_m\n0.000,1.000,3.000,1234.500\n2.500,2.000,4.000,\n", writer.ToString());
    }

    internal static Raster Field(int width, int height, Func<double, double, double> value)
    {
        var dem = new Raster(width, height, new GeoTransform(0, height * 10, 10, 10), ReferenceSystem.Unknown);
        for (var i = 0; i < dem.Values.Length; i++)
        {
            var (x, y) = dem.Transform.ToMap((i % width) + 0.5, (i / width) + 0.5);
            dem.Values[i] = (float)value(x, y);
        }

        return dem;
    }
}
