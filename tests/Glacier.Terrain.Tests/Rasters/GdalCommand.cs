using System.Diagnostics;
using System.Globalization;

namespace Glacier.Terrain.Tests.Rasters;

/// <summary>GDAL's own command line as the independent reference, and a folder for a test's files.</summary>
internal sealed class GdalCommand : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("glacier-rasters-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Runs a tool and returns what it prints; skips the test where the tools are not installed.</summary>
    public string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.Environment["GDAL_PAM_ENABLED"] = "NO";
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
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
            Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)}: {errors.Result}");
            return output;
        }
    }

    /// <summary>Pixel values by gdal_translate, row-major: a float32 raw file.</summary>
    public float[] Pixels(string path)
    {
        var raw = File($"{Guid.NewGuid():N}.raw");
        Run("gdal_translate", "-q", "-of", "ENVI", "-ot", "Float32", path, raw);
        var bytes = System.IO.File.ReadAllBytes(raw);
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    /// <summary>A smooth relief as ESRI ASCII text, 100 … 4,000 m, turned into any format by gdal_translate.</summary>
    public string Relief(string name, int width, int height, string crs, double west, double south, double cell, params string[] arguments)
    {
        var ascii = File($"{Guid.NewGuid():N}.asc");
        using (var writer = new StreamWriter(ascii))
        {
            writer.Write(FormattableString.Invariant($"ncols {width}\nnrows {height}\nxllcorner {west}\nyllcorner {south}\ncellsize {cell}\nNODATA_value -9999\n"));
            for (var row = 0; row < height; row++)
            {
                writer.WriteLine(string.Join(' ', Enumerable.Range(0, width).Select(c => Height(c, row).ToString("0.000", CultureInfo.InvariantCulture))));
            }
        }

        var path = File(name);
        Run("gdal_translate", ["-q", "-a_srs", crs, "-ot", "Float32", .. arguments, ascii, path]);
        return path;
    }

    public static double Height(int column, int row) => 2000 + (900 * Math.Sin(column / 9.0)) + (700 * Math.Cos((row + (column / 3.0)) / 11.0));

    public void Dispose() => Directory.Delete(Folder, true);
}
