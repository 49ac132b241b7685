using Glacier.Terrain.Rasters;
using Glacier.Vision.Panorama;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>What a glacier's panoramas and flight are made by: <c>panorama/plan.json</c>.</summary>
/// <param name="Survey">The survey whose surface is shown.</param>
/// <param name="Scene">Day of the scene whose colours are shown; null where none could serve.</param>
/// <param name="File">Its file.</param>
/// <param name="Grid">The tile's grid.</param>
/// <param name="Camera">Where one stands; the middle column looks up the ice. Null: no panorama.</param>
/// <param name="Illuminations">Lights of the panorama; the first is the flight's.</param>
/// <param name="Path">How it is flown.</param>
/// <param name="Frames">Cameras of the flight; empty: none.</param>
/// <param name="Nearest">Metres that the flight's depth shows lightest.</param>
/// <param name="Farthest">Metres that it shows darkest.</param>
/// <param name="Warnings">What had to be assumed.</param>
/// <param name="Refused">Scenes, places and ways that could not serve, and why.</param>
public sealed record PanoramaPlan(
    Epoch Survey, DateOnly? Scene, string? File, Grid? Grid, PanoramaCamera? Camera, IReadOnlyList<Illumination> Illuminations, string? Path, IReadOnlyList<PanoramaCamera> Frames,
    double Nearest, double Farthest, IReadOnlyList<string> Warnings, IReadOnlyList<SkippedInput> Refused)
{
    /// <summary>Folder of all panorama products below the glacier's.</summary>
    public const string Folder = "panorama/";

    /// <summary>Name of the product below the glacier's folder.</summary>
    public const string FileName = Folder + "plan.json";

    /// <summary>Frames of one message: so many are lost with a killed renderer, and so many share one reading of tile and DEM.</summary>
    public const int FramesPerJob = 8;

    /// <summary>Folder of one light's files.</summary>
    public static string PictureFolder(string illumination) => $"{Folder}{illumination}/";

    /// <summary>Name of a frame's picture, or of its depth.</summary>
    public static string Frame(int number, bool depth = false) => FormattableString.Invariant($"{Folder}frames/{number:00000}{(depth ? "_depth" : "")}.png");
}
