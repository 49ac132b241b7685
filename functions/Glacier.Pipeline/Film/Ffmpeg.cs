using System.ComponentModel;
using System.Diagnostics;

namespace Glacier.Pipeline.Film;

/// <summary>Runs ffmpeg as a child process.</summary>
internal static class Ffmpeg
{
    /// <summary>Runs to the end. Cancelling kills the child and everything it started.</summary>
    /// <exception cref="InvalidOperationException">Not installed, or failed: with its own message.</exception>
    public static async Task RunAsync(IEnumerable<string> arguments, string folder, CancellationToken cancellation, string? program = null)
    {
        program ??= FilmTools.Ffmpeg;
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception problem)
        {
            throw new InvalidOperationException($"{program} could not be started ({problem.Message}); the film is made by it. Install it: apt-get install ffmpeg", problem);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await output.ConfigureAwait(false);
        var message = (await errors.ConfigureAwait(false)).Trim();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ffmpeg ended with code {process.ExitCode}: {(message.Length <= 2000 ? message : message[^2000..])}");
        }
    }
}
