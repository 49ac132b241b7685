using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Glacier.Cli.Local;

/// <summary>The training job as a process of its own, so that the tensor library stays out of this one.</summary>
internal static class TrainingJob
{
    /// <summary>Environment variable that names the job's executable or its dll.</summary>
    public const string PathVariable = "GLACIER_TRAIN";

    // waiting threads sleep, OpenBLAS (whose own threads spin: 1.7 cores busy at the speed of one) gets one, and freed buffers stay with the process:
    // a step takes the same tens of megabytes again and again (measured: 1.3 times as fast)
    private static readonly (string Name, string Value)[] s_tuning =
    [
        ("OMP_WAIT_POLICY", "PASSIVE"),
        ("OPENBLAS_NUM_THREADS", "1"),
        ("MALLOC_MMAP_MAX_", "0"),
        ("MALLOC_TRIM_THRESHOLD_", "17179869184"),
        ("MALLOC_TOP_PAD_", "268435456"),
    ];

    /// <summary>Whether the job is there.</summary>
    public static bool IsBuilt => Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } || Newest() is not null;

    /// <summary>Runs the job with these arguments; its output is this process's own, signals reach it, and its exit code is returned.</summary>
    /// <exception cref="FileNotFoundException">The job is not built.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> arguments)
    {
        var program = Find();
        var managed = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(managed ? "dotnet" : program, managed ? [program, .. arguments] : arguments);
        foreach (var (name, value) in s_tuning)
        {
            start.Environment.TryAdd(name, value);
        }

        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} did not start");

        // the job saves before it ends, so both wait for it: Ctrl+C reaches it by itself, a terminate signal is handed on
        using var terminate = PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            PosixSignal.Terminate(process.Id);
        });
        using var interrupt = PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, context => context.Cancel = true);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>The job's dll: named by <see cref="PathVariable"/>, else the newest build below the repository.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new FileNotFoundException($"{PathVariable} names {named}, which is not there");
        }

        return Newest() ?? throw new FileNotFoundException(
            $"the training job is not built: dotnet build training-job/Glacier.Training -c Release (needs libtorch-dev), or name it with {PathVariable}");
    }

    private static string? Newest()
    {
        var root = Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..");
        string[] builds = ["release", "debug"];
        return builds.Select(build => Path.GetFullPath(Path.Combine(root, "artifacts", "bin", "Glacier.Training", build, "glacier-train.dll"))).Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc);
    }
}
