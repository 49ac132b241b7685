using System.CommandLine;
using Glacier.Cli.Local;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier train</c>: handed on to the training job as it is, help included.</summary>
internal static class TrainCommand
{
    private const string Name = "train";

    public static Command Create() =>
        new(Name, "Train the scenery networks: train joint|gan|encoder --config FILE [--data DIR] [--out DIR] [--resume] [--device cpu|cuda:0].");

    /// <summary>True for command lines that the training job understands and this program does not; help only where the job is there to give it.</summary>
    public static bool IsHandedOn(IReadOnlyList<string> args) =>
        args is [Name or EvaluateCommand.Name or ExportCommand.Name, ..] && (TrainingJob.IsBuilt || !args.Any(arg => arg is "--help" or "-h" or "-?"));
}
