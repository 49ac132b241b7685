using System.CommandLine;
using Glacier.Cli.Local;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier up</c>: the whole system on this machine, until stopped.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the Functions app; the gallery takes the next. Free ones are taken instead when these are in use.", DefaultValueFactory = _ => 7071 };
        var folder = new Option<string?>("--folder") { Description = "Folder for storage and logs. Default: .glacier in the repository.", HelpName = "DIR" };
        var command = new Command("up", "Run storage emulator, Functions app, renderer and gallery on this machine until Ctrl+C or ./glacier down.") { port, folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = Path.GetFullPath(parsed.GetValue(folder) ?? LocalStackState.DefaultFolder);
            if (LocalStackState.Read(place) is { } running)
            {
                throw new InvalidOperationException($"already running at {running.Api} (process {running.ProcessId}); stop it with ./glacier down");
            }

            await using var stack = await LocalStack.StartAsync(place, parsed.GetValue(port), part => Console.Error.WriteLine($"glacier: starting the {part}"), cancellation);
            Console.Out.WriteLine($"api      {stack.State.Api}/api/glaciers");
            Console.Out.WriteLine($"gallery  {stack.State.Gallery}");
            Console.Out.WriteLine("drop     ./glacier drop GLACIER FILE…");
            Console.Out.WriteLine("stop     Ctrl+C, or ./glacier down");
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
