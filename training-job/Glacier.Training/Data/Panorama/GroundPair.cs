namespace Glacier.Training.Data.Panorama;

/// <summary>A satellite tile and what one sees standing in its middle.</summary>
/// <param name="Name">Where it is from.</param>
/// <param name="Side">Metres from edge to edge of the tile.</param>
/// <param name="EyeHeight">Metres of the eye above the ground.</param>
/// <param name="Tile">256 × 256 × 3 bytes, sRGB, north up.</param>
/// <param name="Panorama">Width × height × 3 bytes, sRGB, north in the middle.</param>
/// <param name="Sky">255 where the panorama shows sky, else 0.</param>
/// <param name="Geometry">What is known of the ground; null: nothing.</param>
public sealed record GroundPair(string Name, float Side, float EyeHeight, byte[] Tile, byte[] Panorama, byte[] Sky, GroundGeometry? Geometry = null);

/// <summary>The ground of a pair.</summary>
/// <param name="Depth">Metres along the ray through each pixel of the panorama; NaN in the sky.</param>
/// <param name="Heights">64 × 64 mean elevations above the ground in the tile's middle, metres, north up.</param>
/// <param name="Skyline">Degrees of the highest ground in each column of the panorama.</param>
public sealed record GroundGeometry(float[] Depth, float[] Heights, float[] Skyline);
