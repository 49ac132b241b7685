namespace Glacier.Vision.Panorama.Simulation;

/// <summary>What a satellite saw, what one sees standing in the middle of it, and the ground that both are pictures of.</summary>
/// <param name="Side">Metres from edge to edge of the tile.</param>
/// <param name="EyeHeight">Metres of the eye above the ground in the tile's middle.</param>
/// <param name="Width">Columns of the panorama.</param>
/// <param name="Height">Rows of the panorama.</param>
/// <param name="Tile">256 × 256 × 3 bytes, sRGB, north up.</param>
/// <param name="Panorama">width × height × 3 bytes, sRGB; north in the middle column.</param>
/// <param name="Depth">Metres along the ray through each pixel's centre; NaN in the sky.</param>
/// <param name="Sky">True where the panorama shows sky.</param>
/// <param name="Heights">64 × 64 means of the ground's elevation above that in the tile's middle, metres, north up.</param>
/// <param name="Skyline">Elevation angle of the highest ground in the middle of each column, degrees.</param>
public sealed record SimulatedPair(
    float Side, float EyeHeight, int Width, int Height, byte[] Tile, byte[] Panorama, float[] Depth, bool[] Sky, float[] Heights, float[] Skyline)
{
    /// <summary>Columns and rows of a tile.</summary>
    public const int TilePixels = 256;

    /// <summary>Columns and rows of <see cref="Heights"/>.</summary>
    public const int HeightCells = 64;
}
