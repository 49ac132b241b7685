using System.CommandLine;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier evaluate</c>: handed on to the training job like <see cref="TrainCommand"/>.</summary>
internal static class EvaluateCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "evaluate";

    public static Command Create() => new(Name, "Judge trained scenery networks on the validation photographs: distances, skyline error, temporal stability, as JSON.");
}
