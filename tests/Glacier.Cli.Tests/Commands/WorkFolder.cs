using System.Diagnostics;
using System.Security.Cryptography;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Cli.Tests.Commands;

/// <summary>A folder for one test's files, with DEMs made by GDAL alone.</summary>
internal sealed class WorkFolder : IDisposable
{
    public const int Size = 64;
    public const double West = 600_000;
    public const double North = 5_200_000;
    public const double Pixel = 30;

    static WorkFolder() => Gdal.AllRegister();

    public string Root { get; } = Directory.CreateTempSubdirectory("glacier-cli-").FullName;

    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Mountains of 64 × 64 pixels of 30 m in UTM zone 32: a bowl with ridges, so that it can be aligned and looked at.</summary>
    public string Dem(
        string name, int width = Size, int height = Size, int bands = 1, int? epsg = 32632, bool placed = true, double? noData = null,
        Func<int, int, float>? elevation = null)
    {
        var path = File(name);
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var file = driver.Create(path, width, height, bands, DataType.GDT_Float32, [])!;
        if (placed)
        {
            file.SetGeoTransform([West, Pixel, 0, North, 0, -Pixel]);
        }

        if (epsg is { } code)
        {
            using var system = new SpatialReference("");
            system.ImportFromEPSG(code);
            file.SetSpatialRef(system);
        }

        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (elevation ?? Mountains)(i % width, i / width);
        }

        for (var b = 1; b <= bands; b++)
        {
            using var band = file.GetRasterBand(b)!;
            if (noData is { } value)
            {
                band.SetNoDataValue(value);
            }

            band.WriteRaster(0, 0, width, height, values, width, height, 0, 0);
        }

        return path;
    }

    public static float Mountains(int column, int row) =>
        (float)(2000 + (150 * Math.Sin(column / 5.0)) + (120 * Math.Cos((row + (column / 3.0)) / 6.0)) + (0.3 * (((column - 32) * (column - 32)) + ((row - 32) * (row - 32)))));

    /// <summary>A DEM copied with its place moved and its elevations raised; no pixel is resampled.</summary>
    public string Moved(string source, string name, double east, double north, double up)
    {
        var path = File(name);
        using var from = Gdal.Open(source, Access.GA_ReadOnly)!;
        var (width, height) = (from.RasterXSize, from.RasterYSize);
        var place = new double[6];
        from.GetGeoTransform(place);
        var values = new float[width * height];
        using var band = from.GetRasterBand(1)!;
        band.ReadRaster(0, 0, width, height, values, width, height, 0, 0);
        band.GetNoDataValue(out var noData, out _);
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var to = driver.Create(path, width, height, 1, DataType.GDT_Float32, [])!;
        to.SetGeoTransform([place[0] + east, place[1], 0, place[3] + north, 0, place[5]]);
        to.SetProjection(from.GetProjection());
        using var written = to.GetRasterBand(1)!;
        written.SetNoDataValue(noData);
        written.WriteRaster(0, 0, width, height, Array.ConvertAll(values, v => v == (float)noData ? v : (float)(v + up)), width, height, 0, 0);
        return path;
    }

    /// <summary>Pixels of the first band, read by GDAL alone.</summary>
    public static (int Width, int Height, double[] Place, float[] Values) Pixels(string path)
    {
        using var file = Gdal.Open(path, Access.GA_ReadOnly)!;
        using var band = file.GetRasterBand(1)!;
        var (width, height) = (file.RasterXSize, file.RasterYSize);
        var values = new float[width * height];
        band.ReadRaster(0, 0, width, height, values, width, height, 0, 0);
        var place = new double[6];
        file.GetGeoTransform(place);
        return (width, height, place, values);
    }

    /// <summary>GDAL's own command line; skips the test where it is not installed.</summary>
    public string RunGdal(string tool, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        start.Environment["GDAL_PAM_ENABLED"] = "NO";
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{tool} is not installed (apt-get install gdal-bin)");
        }

        using (process)
        {
            var errors = process!.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return output;
        }
    }

    /// <summary>Every file below a folder with the hash of its bytes and its time.</summary>
    public static SortedDictionary<string, string> State(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(path))) + " " + System.IO.File.GetLastWriteTimeUtc(path).Ticks));

    /// <summary>Every file below a folder with the hash of its bytes.</summary>
    public static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(path)))));

    public void Dispose() => Directory.Delete(Root, true);
}
