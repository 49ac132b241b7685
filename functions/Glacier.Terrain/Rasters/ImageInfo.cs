namespace Glacier.Terrain.Rasters;

/// <summary>What an image file holds, without its pixels.</summary>
/// <param name="File">Name without folders.</param>
/// <param name="Grid">Size and place; of an image without a place: columns and rows counted as metres, north up.</param>
/// <param name="Bands">Name of each band as the file says it; empty where it says nothing.</param>
/// <param name="IsPlaced">False where the file has no position and pixel size (a plain photograph or screenshot).</param>
/// <param name="IsMetricNorthUp">True where the grid is north up in a projected system in metres, or in an unknown system.</param>
/// <param name="Epoch">Date from the name or the TIFF date tag.</param>
public sealed record ImageInfo(string File, Grid Grid, IReadOnlyList<string> Bands, bool IsPlaced, bool IsMetricNorthUp, Epoch? Epoch);
