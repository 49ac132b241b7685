namespace Glacier.Terrain.Rasters;

/// <summary>Size, place and reference system of a raster, without its values.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Transform">Where the grid lies.</param>
/// <param name="Crs">Reference system of the map coordinates.</param>
public sealed record Grid(int Width, int Height, GeoTransform Transform, ReferenceSystem Crs);
