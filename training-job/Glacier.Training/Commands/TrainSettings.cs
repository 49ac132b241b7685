using Glacier.Training.Storage;

namespace Glacier.Training.Commands;

/// <summary>What the command line of <c>train</c> says.</summary>
/// <param name="Data">Data folder.</param>
/// <param name="Output">Folder of the run.</param>
/// <param name="Resume">Go on from the newest checkpoint.</param>
/// <param name="Device">Name of the device.</param>
/// <param name="Cache">Folder for prepared data.</param>
/// <param name="Stored">Where the run is kept beside its folder; null: nowhere.</param>
internal sealed record TrainSettings(string Data, string Output, bool Resume, string Device, string Cache, StoredRun? Stored);
