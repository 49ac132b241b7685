namespace Glacier.Vision.Onnx;

/// <summary>What a card says of the space that the panorama networks know. The unit is half the side of the tile; heights count from the ground in the tile's middle.</summary>
/// <param name="Bottom">Where the lowest slice of the density begins.</param>
/// <param name="Top">Where the highest slice ends.</param>
/// <param name="Slices">Slices of the density, the opaque one of the ground included.</param>
/// <param name="Samples">Samples of each ray in training.</param>
/// <param name="RayLength">From the eye to the end of each ray.</param>
/// <param name="CameraHeight">Metres of the eye above the ground in training.</param>
/// <param name="Metres">Side of the training tiles, metres: the middle of their range.</param>
/// <param name="Width">Columns of the training panoramas.</param>
/// <param name="Height">Rows of the training panoramas.</param>
public sealed record PanoramaCard(double Bottom, double Top, int Slices, int Samples, double RayLength, double CameraHeight, double Metres, int Width, int Height);
