using System.Diagnostics;
using System.Globalization;

namespace Glacier.Cli.Local;

/// <summary>A local stack in a process of its own, which outlives the command that started it.</summary>
internal static class BackgroundStack
{
    /// <summary>Starts <c>glacier up</c> detached from this terminal and waits until it has written its state.</summary>
    /// <param name="folder">Folder for its storage and logs.</param>
    /// <param name="port">Wished port.</param>
    /// <param name="cancellation">Stops the waiting, and the stack.</param>
    /// <exception cref="IOException">It did not come up; the message has the end of its log.</exception>
    public static async Task<LocalStackState> StartAsync(string folder, int port, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var log = Path.Combine(folder, "up.log");

        // a shell opens the log and a new session: no pipe of ours to break, no Ctrl+C of ours to hear
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true };
        string[] words = ["sh", "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, .. ThisProgram(), "up", "--folder", folder, "--port", port.ToString(CultureInfo.InvariantCulture)];
        foreach (var argument in words)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException("setsid (package util-linux) could not be started");
        process.StandardInput.Close();
        try
        {
            while (true)
            {
                if (LocalStackState.Read(folder) is { } state)
                {
                    return state;
                }

                if (process.HasExited)
                {
                    throw new IOException("the local stack did not start:\n" + await File.ReadAllTextAsync(log, cancellation));
                }

                await Task.Delay(100, cancellation);
            }
        }
        catch
        {
            if (!process.HasExited)
            {
                await StopAsync(process.Id, CancellationToken.None);
            }

            throw;
        }
    }

    /// <summary>Asks a stack to end and waits until it has.</summary>
    public static async Task StopAsync(int processId, CancellationToken cancellation)
    {
        PosixSignal.Terminate(processId);
        while (LocalStackState.IsRunning(processId))
        {
            await Task.Delay(100, cancellation);
        }
    }

    /// <summary>The words that start this program again.</summary>
    public static string[] ThisProgram() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, typeof(BackgroundStack).Assembly.Location]
        : [Environment.ProcessPath!];
}
