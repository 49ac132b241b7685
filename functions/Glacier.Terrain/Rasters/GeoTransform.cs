namespace Glacier.Terrain.Rasters;

/// <summary>Where a north-up raster lies on the map: the outer corner of its top-left pixel and the size of a pixel.</summary>
/// <param name="West">Map x of the raster's west edge, in metres of its reference system.</param>
/// <param name="North">Map y of the raster's north edge, in metres.</param>
/// <param name="PixelWidth">Extent of a pixel to the east, metres, positive.</param>
/// <param name="PixelHeight">Extent of a pixel to the south, metres, positive.</param>
/// <remarks>Pixel coordinates are continuous: (0, 0) is the outer corner of the top-left pixel, (0.5, 0.5) its centre.</remarks>
public readonly record struct GeoTransform(double West, double North, double PixelWidth, double PixelHeight)
{
    /// <summary>Map position of a continuous pixel position.</summary>
    public (double X, double Y) ToMap(double column, double row) => (West + (column * PixelWidth), North - (row * PixelHeight));

    /// <summary>Continuous pixel position of a map position.</summary>
    public (double Column, double Row) ToPixel(double x, double y) => ((x - West) / PixelWidth, (North - y) / PixelHeight);

    /// <summary>Area of one pixel in square metres.</summary>
    public double PixelArea => PixelWidth * PixelHeight;
}
