using System.Diagnostics;

namespace Glacier.Training.Tests;

/// <summary>The job as users run it: a process of its own.</summary>
internal sealed class TrainProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public TrainProcess(params string[] arguments)
        : this(null, null, arguments)
    {
    }

    /// <summary>Starts it in a folder, with a storage account.</summary>
    public TrainProcess(string? folder, string? storage, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "glacier-train.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["AzureWebJobsStorage"] = storage;
        start.WorkingDirectory = folder is null ? "" : Directory.CreateDirectory(folder).FullName;
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static (int Code, string Errors) Run(params string[] arguments)
    {
        using var process = new TrainProcess(arguments);
        return process.Wait();
    }

    public (int Code, string Errors) Wait()
    {
        _process.WaitForExit();
        return (_process.ExitCode, _errors.GetAwaiter().GetResult());
    }

    /// <summary>SIGKILL: nothing can be saved any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
