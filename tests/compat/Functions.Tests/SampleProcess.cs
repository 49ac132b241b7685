using System.Diagnostics;

namespace Glacier.Tests.Functions;

/// <summary>The sample app as a process of its own, to be killed.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Functions:", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts the app and waits until it listens.</summary>
    public static async Task<SampleProcess> StartAsync(Azurite storage, string hub)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var app = Path.Combine(RealData.RepositoryRoot, "artifacts", "bin", "Functions.SampleApp", configuration, "Functions.SampleApp.dll");
        string[] arguments =
        [
            app, "--port=0", $"--AzureWebJobsStorage={storage.ConnectionString}", $"--AzureFunctionsJobHost:extensions:durableTask:hubName={hub}",
        ];
        var started = new SampleProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        await started.ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return started;
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
