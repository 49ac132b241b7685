using System.CommandLine;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier export</c>: handed on to the training job like <see cref="TrainCommand"/>.</summary>
internal static class ExportCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "export";

    public static Command Create() => new(Name, "Write a training run's newest networks as ONNX files with their cards into models/.");
}
