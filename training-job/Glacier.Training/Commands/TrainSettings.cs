namespace Glacier.Training.Commands;

/// <summary>What the command line of <c>train</c> says.</summary>
/// <param name="Config">Configuration file; null: everything is in the environment.</param>
/// <param name="Data">Data folder.</param>
/// <param name="Output">Folder of the run.</param>
/// <param name="Resume">Go on from the newest checkpoint.</param>
/// <param name="Device">Name of the device.</param>
/// <param name="Cache">Folder for prepared data.</param>
internal sealed record TrainSettings(string? Config, string Data, string Output, bool Resume, string Device, string Cache);
