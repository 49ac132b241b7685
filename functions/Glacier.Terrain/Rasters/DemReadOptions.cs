namespace Glacier.Terrain.Rasters;

/// <summary>What the caller knows about a DEM that the file does not say, and where it is to be read to.</summary>
/// <param name="VerticalUnit">Unit of the file's elevations: <c>m</c>, <c>ft</c> or <c>us-ft</c>; null: the file says.</param>
/// <param name="Epoch">Survey date; null: the file's name or date tag says.</param>
/// <param name="TargetCrs">Projected system to read into; null: the file's own if it is projected in metres, else the local UTM zone.</param>
/// <param name="RequireEpoch">Whether a DEM without a date breaks a rule of <see cref="DemReader.Inspect"/>.</param>
public sealed record DemReadOptions(string? VerticalUnit = null, Epoch? Epoch = null, ReferenceSystem? TargetCrs = null, bool RequireEpoch = true);
