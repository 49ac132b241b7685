using Glacier.Vision.Panorama;

namespace Glacier.Pipeline.Messages;

/// <summary>A panorama to be made.</summary>
/// <param name="Tile">Blob of <c>products</c>: the satellite tile.</param>
/// <param name="Dem">Blob of <c>products</c>: the DEM.</param>
/// <param name="Camera">Where one stands.</param>
/// <param name="Illumination">Sun and weather.</param>
public sealed record PanoramaPictureJob(string Tile, string Dem, PanoramaCamera Camera, Illumination Illumination);

/// <summary>Frames of a flight to be made.</summary>
/// <param name="Tile">Blob of <c>products</c>: the satellite tile.</param>
/// <param name="Dem">Blob of <c>products</c>: the DEM.</param>
/// <param name="First">Number of the first frame, from 0.</param>
/// <param name="Cameras">The frames' cameras, in order.</param>
/// <param name="Illumination">Sun and weather.</param>
/// <param name="Nearest">Metres that depth pictures show lightest.</param>
/// <param name="Farthest">Metres that they show darkest.</param>
public sealed record PanoramaFramesJob(
    string Tile, string Dem, int First, IReadOnlyList<PanoramaCamera> Cameras, Illumination Illumination, double Nearest, double Farthest);
