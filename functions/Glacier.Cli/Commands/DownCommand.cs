using System.CommandLine;
using Glacier.Cli.Local;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier down</c>: stops what <c>up</c> or <c>demo --keep</c> left running; storage stays.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var command = new Command("down", "Stop what ./glacier up or ./glacier demo --keep left running. What is stored stays.");
        command.SetAction(async (_, cancellation) =>
        {
            var stopped = 0;
            foreach (var folder in LocalStackState.Folders)
            {
                if (LocalStackState.Read(folder) is { } state)
                {
                    await BackgroundStack.StopAsync(state.ProcessId, cancellation);
                    stopped++;
                }
            }

            Console.Out.WriteLine(stopped == 0 ? "nothing was running" : "stopped");
            return ExitCode.Done;
        });
        return command;
    }
}
