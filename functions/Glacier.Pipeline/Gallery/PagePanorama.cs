using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>What a glacier's page shows of standing on it and flying over it.</summary>
/// <param name="Survey">The survey whose surface is shown.</param>
/// <param name="Scene">Day of the satellite image whose colours are shown; null where none could serve.</param>
/// <param name="Left">Scenes, places and ways that could not serve, and why.</param>
public sealed record PagePanorama(Epoch Survey, DateOnly? Scene, IReadOnlyList<string> Left)
{
    /// <summary>The panorama in each light, the one shown first first; empty: none.</summary>
    public IReadOnlyList<PagePanoramaPicture> Pictures { get; init; } = [];

    /// <summary>Azimuth of the pictures' middle, degrees clockwise from the map's north.</summary>
    public double HeadingDegrees { get; init; }

    /// <summary>Metres of the eye above the ground.</summary>
    public double AboveGround { get; init; }

    /// <summary>The flight; null: none.</summary>
    public PageFlight? Flight { get; init; }

    /// <summary>Files to download.</summary>
    public IReadOnlyList<PageDownload> Files { get; init; } = [];
}

/// <summary>A panorama in one light.</summary>
/// <param name="Id">What its data calls it: <c>noon</c>.</param>
/// <param name="Name">Name of the light for people.</param>
/// <param name="Picture">The picture, relative path.</param>
/// <param name="Data">The script with its pixels and depth (<see cref="PanoramaData"/>), relative path.</param>
/// <param name="Width">Width in pixels, 360°.</param>
/// <param name="Height">Height in pixels, 180°.</param>
public sealed record PagePanoramaPicture(string Id, string Name, string Picture, string Data, int Width, int Height);

/// <summary>A flight and its depth.</summary>
/// <param name="Video">MP4, relative path.</param>
/// <param name="Depth">MP4 of its depth, relative path.</param>
/// <param name="Poster">Its first frame, relative path.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record PageFlight(string Video, string Depth, string Poster, int Width, int Height);
