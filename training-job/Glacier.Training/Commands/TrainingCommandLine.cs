using System.CommandLine;
using Glacier.Terrain;
using Glacier.Training.Storage;

namespace Glacier.Training.Commands;

/// <summary>The job's command line: <c>glacier-train train|evaluate …</c>, which <c>./glacier train</c> and <c>./glacier evaluate</c> hand on.</summary>
public static class TrainingCommandLine
{
    private const int Failed = 1;
    private const int BadUsage = 2;

    /// <summary>Parses and runs.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <returns>0 done, 1 failed, 2 bad usage.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine("glacier: " + error.Message);
        }

        if (parsed.Errors.Count > 0)
        {
            return BadUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("glacier: stopped");
            return Failed;
        }
        catch (Exception error) when (ModelsContainer.IsOfStorage(error))
        {
            Console.Error.WriteLine("glacier: storage: " + ModelsContainer.Reason(error));
            return Failed;
        }
        catch (Exception error) when (error is InvalidInputException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException
            or System.Runtime.InteropServices.ExternalException)
        {
            Console.Error.WriteLine("glacier: " + error.Message.ReplaceLineEndings(" "));
            return Failed;
        }
    }

    /// <summary>The root command.</summary>
    public static RootCommand Root() => new("Trains and judges the scenery networks.") { TrainCommand.Create(), EvaluateCommand.Create(), ExportCommand.Create() };
}
