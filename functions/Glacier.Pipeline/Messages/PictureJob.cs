using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Messages;

/// <summary>One picture to be made: one epoch from one viewpoint in one style.</summary>
/// <param name="Epoch">The survey.</param>
/// <param name="View">Name of the viewpoint.</param>
/// <param name="Style">Name of the style.</param>
/// <param name="Dem">Blob of <c>products</c>: the aligned DEM.</param>
/// <param name="Ice">Blob of <c>products</c>: its ice mask; null for none.</param>
/// <param name="FormerIce">Blob of <c>products</c>: the largest known ice; null for none.</param>
/// <param name="Camera">The viewpoint, the same for all epochs.</param>
/// <param name="SunAzimuth">Bearing of the sun, degrees.</param>
/// <param name="SunElevation">Height of the sun, degrees.</param>
/// <param name="SnowLine">Elevation above which ice is painted as snow, metres.</param>
/// <param name="PhotoSeed">Which look the style <c>photo</c> has.</param>
public sealed record PictureJob(
    Epoch Epoch,
    string View,
    string Style,
    string Dem,
    string? Ice,
    string? FormerIce,
    Camera Camera,
    double SunAzimuth,
    double SunElevation,
    double? SnowLine,
    int PhotoSeed = PhotoStyleOptions.DefaultSeed)
{
    /// <summary>Folder of the outputs below the glacier's.</summary>
    public string Folder => BlobNames.ViewFolder(Epoch, View, Style);

    /// <summary>The manifest's step name.</summary>
    public string Step => $"render.{Epoch}.{View}-{Style}";
}
