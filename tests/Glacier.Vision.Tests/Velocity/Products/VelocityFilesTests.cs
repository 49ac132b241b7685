using Glacier.Terrain;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Products;
using OSGeo.GDAL;

namespace Glacier.Vision.Tests.Velocity.Products;

public sealed class VelocityFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("velocity-").FullName;

    static VelocityFilesTests() => Gdal.AllRegister();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void The_GeoTIFF_names_its_bands_and_units()
    {
        var path = Path.Combine(_folder, "velocity.tif");
        VelocityCog.Write(path, Map(), new Dictionary<string, string> { ["method"] = "hs" });
        using var file = Gdal.Open(path, Access.GA_ReadOnly)!;
        Assert.Equal(7, file.RasterCount);
        var bands = Enumerable.Range(1, 7).Select(k => file.GetRasterBand(k)!).ToList();
        Assert.Equal(["vx", "vy", "v", "v_error", "count", "vx_error", "vy_error"], bands.Select(band => band.GetDescription()));
        Assert.Equal(["m/yr", "m/yr", "m/yr", "m/yr", "", "m/yr", "m/yr"], bands.Select(band => band.GetUnitType()));
        Assert.Equal("2020-02-07", file.GetMetadataItem("date_img1", null));
        Assert.Equal("hs", file.GetMetadataItem("method", null));
        Assert.Equal([30f, -40f, 50f], bands.Take(3).Select(band => Read(band, 1, 0)));
        Assert.True(float.IsNaN(Read(bands[0], 0, 0)));
        Assert.Equal(0, Read(bands[4], 0, 0));
        bands[0].GetNoDataValue(out var noData, out var has);
        Assert.True(has != 0 && double.IsNaN(noData));
    }

    [Fact]
    public void A_map_written_and_read_again_is_the_same_map()
    {
        var (path, map) = (Path.Combine(_folder, "velocity.tif"), Map());
        VelocityCog.Write(path, map, new Dictionary<string, string>());
        var again = VelocityCog.Read(path, map.Grid, map.First, map.Second);
        foreach (var (before, after) in new[] { (map.Vx, again.Vx), (map.Vy, again.Vy), (map.VxError, again.VxError), (map.VyError, again.VyError), (map.V, again.V), (map.VError, again.VError), (map.Count, again.Count) })
            Assert.Equal(before, after);
        Assert.Equal("not-a-velocity-map", Assert.Throws<InvalidInputException>(() => VelocityCog.Read(path, map.Grid with { Width = 1 }, map.First, map.Second)).Rule);
    }

    [Fact]
    public void The_NetCDF_is_read_by_GDAL_with_its_place_units_and_names()
    {
        if (Gdal.GetDriverByName("netCDF") is null)
        {
            Assert.Skip("this GDAL reads no NetCDF");
        }

        var path = Path.Combine(_folder, "velocity.nc");
        VelocityNetCdf.Write(path, Map(), new(1.5, -2.5, 3, 4), new Dictionary<string, string> { ["method"] = "hs" });
        foreach (var (name, value) in new[] { ("vx", 30f), ("vy", -40f), ("v", 50f), ("v_error", 5f), ("vx_error", 5f), ("vy_error", 5f), ("count", 1f) })
        {
            using var file = Gdal.Open($"NETCDF:\"{path}\":{name}", Access.GA_ReadOnly)!;
            Assert.Equal("CF-1.8", file.GetMetadataItem("NC_GLOBAL#Conventions", null));
            Assert.Equal(name == "count" ? "1" : "m year-1", file.GetMetadataItem($"{name}#units", null));
            Assert.Equal(value, Read(file.GetRasterBand(1)!, 1, 0), 1e-4f);
            var place = new double[6];
            file.GetGeoTransform(place);
            Assert.Equal([600_000, 10, 0, 5_200_000, 0, -10], place);
            Assert.Contains("UTM zone 32N", file.GetProjection(), StringComparison.Ordinal);
            if (name == "vx")
            {
                Assert.Equal("1.5", file.GetMetadataItem("vx#stable_shift", null));
                Assert.Equal("3", file.GetMetadataItem("vx#error_stationary", null));
                Assert.Equal("land_ice_surface_x_velocity", file.GetMetadataItem("vx#standard_name", null));
            }
        }
    }

    [Fact]
    public void The_same_map_is_the_same_bytes()
    {
        var (a, b) = (Path.Combine(_folder, "a.nc"), Path.Combine(_folder, "b.nc"));
        VelocityNetCdf.Write(a, Map(), null, new Dictionary<string, string>());
        VelocityNetCdf.Write(b, Map(), null, new Dictionary<string, string>());
        Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(b));
        Assert.Equal("CDF\u0002"u8.ToArray(), File.ReadAllBytes(a)[..4]);
    }

    [Fact]
    public void Stakes_are_compared_where_they_stand()
    {
        var csv = Path.Combine(_folder, "in.csv");
        File.WriteAllText(csv, "name,x,y,vx,vy\nS1,600025,5199985,30,-36\nS2,600005,5199995,1,1\n");
        var stakes = StakeTable.Read(csv, Map().Grid);
        Assert.Equal(Math.Sqrt((30 * 30) + (36 * 36)), stakes[0].Measured, 1e-9);
        var path = Path.Combine(_folder, "stakes.csv");
        StakeTable.Write(path, stakes, [("hs", Map())]);
        var lines = File.ReadAllLines(path);
        Assert.Equal("name,x,y,measured,hs,difference_hs,error_hs", lines[0]);
        Assert.Equal("S1,600025,5199985,46.861,50,3.139,5", lines[1]);
        Assert.EndsWith(",,,", lines[2], StringComparison.Ordinal);
        File.WriteAllText(csv, "name,x,y\nS1,600025,5199985\n");
        Assert.Equal("not-stakes", Assert.Throws<InvalidInputException>(() => StakeTable.Read(csv, Map().Grid)).Rule);
    }

    [Fact]
    public void A_picture_of_nothing_is_still_a_picture()
    {
        var map = Map();
        var empty = map with { Vx = Array.ConvertAll(map.Vx, _ => float.NaN) };
        var canvas = VelocityPicture.Draw(new VelocityMap(empty.Grid, empty.Vx, empty.Vx, empty.Vx, empty.Vx, new float[6], empty.First, empty.Second), Texture.Raster(new float[6], 3), "t");
        Assert.True(canvas.Width > 100 && canvas.Height > 50);
    }

    private static float Read(Band band, int column, int row)
    {
        var value = new float[1];
        band.ReadRaster(column, row, 1, 1, value, 1, 1, 0, 0);
        return value[0];
    }

    private static VelocityMap Map()
    {
        float[] Field(float value) => [float.NaN, value, value, float.NaN, value, value];
        return new VelocityMap(
            Texture.Raster(new float[6], 3).Grid, Field(30), Field(-40), Field(5), Field(5), [0, 1, 1, 0, 1, 1], new DateOnly(2020, 2, 7), new DateOnly(2020, 2, 20));
    }
}
