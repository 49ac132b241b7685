using System.Diagnostics;
using System.Globalization;
using Glacier.Cli.Output;

namespace Glacier.Cli.Bench;

/// <summary>The usual way, for comparison: read the whole raster with GDAL's Python bindings and sample it with SciPy.</summary>
internal static class WholeFileReference
{
    private const string Script = """
        import resource, sys, time
        import numpy as np
        from osgeo import gdal
        from scipy.ndimage import map_coordinates
        path = sys.argv[1]
        rng = np.random.default_rng(1)
        start = time.time()
        z = gdal.Open(path).ReadAsArray()
        ends = rng.uniform(0, z.shape[0] - 1, (1000, 4))
        t = np.linspace(0, 1, 1024)
        rows = ends[:, :1] + (ends[:, 2:3] - ends[:, :1]) * t
        columns = ends[:, 1:2] + (ends[:, 3:4] - ends[:, 1:2]) * t
        map_coordinates(z, [rows.ravel(), columns.ravel()], order=1)
        print(time.time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
        """;

    /// <summary>Measures it on the profiles benchmark's file; null where the Python packages are not installed.</summary>
    public static BenchmarkResult? Run(string folder)
    {
        var file = Benchmarks.ProfileFile(folder);
        foreach (var python in new[] { "/usr/bin/python3", "python3" })
        {
            var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(Script);
            start.ArgumentList.Add(file);
            if (python.StartsWith('/') && !File.Exists(python))
            {
                continue;
            }

            using var process = Process.Start(start)!;
            var numbers = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0 && numbers.Length == 2)
            {
                var seconds = double.Parse(numbers[0], CultureInfo.InvariantCulture);
                return new BenchmarkResult("reference", "the same profiles, GDAL reading the whole file + SciPy", seconds, double.Parse(numbers[1], CultureInfo.InvariantCulture),
                    Report.Number(1.024 / seconds, 1) + " M samples/s", "to beat");
            }
        }

        return null;
    }
}
