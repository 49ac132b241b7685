using System.CommandLine;
using System.CommandLine.Parsing;
using Glacier.Cli.Commands;
using Glacier.Cli.Local;
using Glacier.Terrain;

namespace Glacier.Cli;

/// <summary>The command line: every capability as a subcommand, every error as one line and an exit code.</summary>
public static class GlacierCommandLine
{
    /// <summary>Parses and runs.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (TrainCommand.IsHandedOn(args))
        {
            return await HandOnAsync(args);
        }

        var result = Root().Parse(args);
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine("glacier: " + error.Message);
        }

        if (result.Errors.Count > 0)
        {
            Console.Error.WriteLine($"glacier: see ./glacier {CommandPath(result.CommandResult)}--help");
            return ExitCode.BadUsage;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine("glacier: " + exception.Message);
            return ExitCode.BadUsage;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("glacier: stopped");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is InvalidInputException or IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or ApplicationException or Azure.RequestFailedException or HttpRequestException)
        {
            Console.Error.WriteLine("glacier: " + exception.Message.ReplaceLineEndings(" "));
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            // not foreseen, so a fault of ours: whoever mends it needs all of it
            Console.Error.WriteLine("glacier: internal error: " + exception);
            return ExitCode.Failed;
        }
    }

    /// <summary>The root command with all its subcommands.</summary>
    public static RootCommand Root() => new("From dropped elevation models to what a glacier did: aligned rasters, views, numbers, a film and a page.")
    {
        ContourCommand.Create(),
        ViewCommand.Create(),
        EdgesCommand.Create(),
        CurateCommand.Create(),
        AlignCommand.Create(),
        ChangeCommand.Create(),
        VelocityCommand.Create(),
        CompareFlowCommand.Create(),
        OutlineCommand.Create(),
        PanoramaCommand.Create(),
        FlyCommand.Create(),
        ModelCommand.Create(),
        SimulateCommand.Create(),
        InfoCommand.Create(),
        UpCommand.Create(),
        DownCommand.Create(),
        DropCommand.Create(),
        StatusCommand.Create(),
        PullCommand.Create(),
        DemoCommand.Create(),
        BenchCommand.Create(),
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        ExportCommand.Create(),
    };

    private static async Task<int> HandOnAsync(string[] args)
    {
        try
        {
            return await TrainingJob.RunAsync(args);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("glacier: " + exception.Message);
            return ExitCode.Failed;
        }
    }

    private static string CommandPath(CommandResult command)
    {
        var names = new List<string>();
        for (SymbolResult? at = command; at is CommandResult { Command: not RootCommand } named; at = at.Parent)
        {
            names.Insert(0, named.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
