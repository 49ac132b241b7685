using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>One frame of a flight.</summary>
/// <param name="Index">Number from 0.</param>
/// <param name="Camera">Where it is seen from.</param>
/// <param name="Year">The time it shows, as a decimal year.</param>
public sealed record FlightFrame(int Index, Camera Camera, double Year);

/// <summary>How a flight is flown.</summary>
/// <param name="Frames">Number of frames, 2 or more; null takes as many as a path file has, 240 otherwise.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="FieldOfViewDegrees">Horizontal field of view.</param>
/// <param name="AboveGround">Metres that the eye keeps above the ground of every year; null chooses by the glacier's size. Key frames with a height of their own keep that.</param>
/// <param name="Radius">Radius of an orbit, metres; null chooses by the glacier's size and the DEM's.</param>
/// <param name="Year">The one time to show; null lets the years pass.</param>
public sealed record FlightOptions(
    int? Frames = null, int Width = 1280, int Height = 720, double FieldOfViewDegrees = 55, double? AboveGround = null, double? Radius = null, double? Year = null)
{
    /// <summary>Frames where nobody says: ten seconds at 24 a second.</summary>
    public const int UsualFrames = 240;
}
