using System.Diagnostics;

namespace Glacier.Cli.Bench;

/// <summary>One measured row.</summary>
/// <param name="Name">Short name.</param>
/// <param name="What">What was measured, with its sizes.</param>
/// <param name="Seconds">Best wall-clock time.</param>
/// <param name="PeakMegabytes">Largest resident set of the process, including the preparation of data.</param>
/// <param name="Rate">Throughput in the unit that fits.</param>
/// <param name="Bar">What it was built to reach.</param>
internal sealed record BenchmarkResult(string Name, string What, double Seconds, double PeakMegabytes, string Rate, string Bar);

/// <summary>A row to measure.</summary>
/// <param name="Name">Short name.</param>
/// <param name="What">What is measured.</param>
/// <param name="Bar">What it was built to reach.</param>
/// <param name="Prepare">Makes the data below a folder and returns the work, which returns its rate as a function of seconds.</param>
internal sealed record Benchmark(string Name, string What, string Bar, Func<string, Func<Func<double, string>>> Prepare)
{
    /// <summary>Prepares, runs a number of times and keeps the best.</summary>
    public BenchmarkResult Run(string folder, int repeat)
    {
        var work = Prepare(folder);
        var best = double.MaxValue;
        Func<double, string> rate = _ => "";
        for (var i = 0; i < repeat; i++)
        {
            var watch = Stopwatch.StartNew();
            rate = work();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return new BenchmarkResult(Name, What, best, PeakMegabytes(), rate(best), Bar);
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
