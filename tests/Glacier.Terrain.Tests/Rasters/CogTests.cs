using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Rasters;

public sealed class CogTests : IDisposable
{
    private readonly GdalCommand _gdal = new();

    public void Dispose() => _gdal.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var raster = Relief(700, 600);
        raster[3, 4] = float.NaN;
        var path = _gdal.File("a.tif");
        Cog.Write(path, raster, Epoch.OfYear(1958), new Dictionary<string, string> { ["SOURCE"] = "test" });
        var back = DemReader.Read(path);
        Assert.True(back.SameGrid(raster));
        Assert.Equal(raster.Values, back.Values);
        Assert.True(back.Crs.SameAs(raster.Crs));
        Assert.Equal(Epoch.OfYear(1958), DemReader.Inspect(path).Epoch);
    }

    [Fact]
    public void The_file_is_a_COG()
    {
        var path = _gdal.File("a.tif");
        Cog.Write(path, Relief(1300, 1200), new Epoch(new DateOnly(2018, 9, 13)));
        using var json = System.Text.Json.JsonDocument.Parse(_gdal.Run("gdalinfo", "-json", path));
        var root = json.RootElement;
        var structure = root.GetProperty("metadata").GetProperty("IMAGE_STRUCTURE");
        Assert.Equal("COG", structure.GetProperty("LAYOUT").GetString());
        Assert.Equal("DEFLATE", structure.GetProperty("COMPRESSION").GetString());
        Assert.Equal("2018:09:13 00:00:00", root.GetProperty("metadata").GetProperty("").GetProperty("TIFFTAG_DATETIME").GetString());
        var band = root.GetProperty("bands")[0];
        Assert.Equal([512, 512], band.GetProperty("block").EnumerateArray().Select(b => b.GetInt32()));
        Assert.Equal(2, band.GetProperty("overviews").GetArrayLength());
        Assert.Equal("m", band.GetProperty("unit").GetString());

        // the header, all directories, lies before the pixels
        Assert.Equal("II*\0"u8.ToArray(), File.ReadAllBytes(path)[..4]);
        Assert.Contains("LAYOUT=IFDS_BEFORE_DATA", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)[..500]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_raster_gives_the_same_bytes()
    {
        Cog.Write(_gdal.File("a.tif"), Relief(1300, 700), Epoch.OfYear(2000));
        Cog.Write(_gdal.File("b.tif"), Relief(1300, 700), Epoch.OfYear(2000));
        Assert.Equal(File.ReadAllBytes(_gdal.File("a.tif")), File.ReadAllBytes(_gdal.File("b.tif")));
        Assert.Equal(2, Directory.GetFiles(_gdal.Folder).Length);
    }

    [Fact]
    public void By_rows_the_file_says_the_same()
    {
        var raster = Relief(1300, 1200);
        raster[3, 4] = float.NaN;
        var metadata = new Dictionary<string, string> { ["SOURCE"] = "test" };
        Cog.Write(_gdal.File("whole.tif"), raster, Epoch.OfYear(1958), metadata);
        Cog.WriteByRows(_gdal.File("rows.tif"), raster.Grid, (row, rows) => raster.Values.AsSpan(row * raster.Width, rows.Length).CopyTo(rows), Epoch.OfYear(1958), metadata);
        var (whole, rows) = (DemReader.Read(_gdal.File("whole.tif")), DemReader.Read(_gdal.File("rows.tif")));
        Assert.True(rows.SameGrid(whole));
        Assert.Equal(whole.Values, rows.Values);
        Assert.Equal(Described("whole.tif"), Described("rows.tif"));
        Assert.Equal(2, Directory.GetFiles(_gdal.Folder).Length);

        // all that gdalinfo says after the file's name: place, metadata, layout, overviews, checksums of the pixels
        string Described(string name) => string.Join('\n', _gdal.Run("gdalinfo", "-checksum", _gdal.File(name)).Split('\n').Skip(2));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_IO_error() =>
        Assert.ThrowsAny<IOException>(() => Cog.Write(Path.Combine(_gdal.Folder, "none", "a.tif"), Relief(20, 20)));

    internal static Raster Relief(int width, int height)
    {
        var raster = new Raster(width, height, new GeoTransform(400000, 5150000, 25, 25), ReferenceSystem.FromEpsg(32632));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                raster[column, row] = (float)GdalCommand.Height(column, row);
            }
        }

        return raster;
    }
}
