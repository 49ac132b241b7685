using System.CommandLine;
using Glacier.Cli.Local;
using Glacier.Cli.Output;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier up</c>: the whole system on this machine, until stopped.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the Functions app; the gallery takes the next. Free ones are taken instead when these are in use.", DefaultValueFactory = _ => 7071 };
        var folder = new Option<string?>("--folder") { Description = "Folder for storage and logs. Default: .glacier in the repository.", HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("up", "Run storage emulator, Functions app, renderer and gallery on this machine until Ctrl+C or ./glacier down.") { port, folder, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = Path.GetFullPath(parsed.GetValue(folder) ?? LocalStackState.DefaultFolder);
            if (LocalStackState.Read(place) is { } running)
            {
                throw new InvalidOperationException($"already running at {running.Api} (process {running.ProcessId}); stop it with ./glacier down");
            }

            await using var stack = await LocalStack.StartAsync(place, parsed.GetValue(port), part => Console.Error.WriteLine($"glacier: starting the {part}"), cancellation);
            Report.Write(parsed.GetValue(json), new { api = $"{stack.State.Api}/api/glaciers", gallery = stack.State.Gallery, process_id = stack.State.ProcessId },
            [
                ("api", $"{stack.State.Api}/api/glaciers"),
                ("gallery", stack.State.Gallery),
                ("drop", "./glacier drop GLACIER FILE…"),
                ("stop", "Ctrl+C, or ./glacier down"),
            ]);
            try
            {
                await stack.WatchAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("glacier: stopping");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
