namespace Glacier.Terrain.Rasters;

/// <summary>What a DEM file holds.</summary>
/// <param name="File">File name without folders.</param>
/// <param name="Driver">GDAL's name of the format.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">Number of bands.</param>
/// <param name="DataType">GDAL's name of the pixel type.</param>
/// <param name="PixelWidth">Extent of a pixel along a row, in units of the file's reference system.</param>
/// <param name="PixelHeight">Extent of a pixel along a column, in units of the file's reference system.</param>
/// <param name="CrsName">Name of the file's reference system.</param>
/// <param name="Epsg">Its EPSG code, where it has one.</param>
/// <param name="VerticalUnit">Unit of the file's elevations: <c>m</c>, <c>ft</c> or <c>us-ft</c>.</param>
/// <param name="Epoch">Survey date, null where nothing says.</param>
/// <param name="Minimum">Lowest elevation, metres.</param>
/// <param name="Maximum">Highest elevation, metres.</param>
/// <param name="VoidFraction">Part of the pixels without a value, 0 … 1.</param>
/// <param name="West">Least longitude, degrees.</param>
/// <param name="South">Least latitude, degrees.</param>
/// <param name="East">Greatest longitude, degrees.</param>
/// <param name="North">Greatest latitude, degrees.</param>
public sealed record DemInfo(
    string File,
    string Driver,
    int Width,
    int Height,
    int Bands,
    string DataType,
    double PixelWidth,
    double PixelHeight,
    string CrsName,
    int? Epsg,
    string VerticalUnit,
    Epoch? Epoch,
    double Minimum,
    double Maximum,
    double VoidFraction,
    double West,
    double South,
    double East,
    double North);
