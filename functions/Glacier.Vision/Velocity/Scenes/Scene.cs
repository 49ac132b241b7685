using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Scenes;

/// <summary>One dated band of one satellite image.</summary>
/// <param name="File">Name without folders.</param>
/// <param name="Band">Values on a north-up grid in metres, NaN where unknown.</param>
/// <param name="Date">Day of acquisition.</param>
/// <param name="IsPlaced">False where the grid only counts pixels from the image's corner.</param>
/// <param name="BandName">Which band it is, for reports.</param>
public sealed record Scene(string File, Raster Band, DateOnly Date, bool IsPlaced, string BandName);
