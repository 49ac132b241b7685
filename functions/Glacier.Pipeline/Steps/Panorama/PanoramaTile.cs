using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>The satellite picture that a glacier's panoramas take their colours from: <c>panorama/tile.json</c>, and <c>panorama/tile.tif</c> where there is one.</summary>
/// <param name="Survey">The latest survey, whose surface is shown.</param>
/// <param name="Scene">Day of the scene; null where none could serve.</param>
/// <param name="File">Its name below the glacier's folder of <c>scenes</c>.</param>
/// <param name="Grid">The tile's grid, in the reference system of the DEMs.</param>
/// <param name="Warnings">What had to be assumed of it.</param>
/// <param name="Refused">Later scenes that could not serve, and why.</param>
public sealed record PanoramaTile(Epoch Survey, DateOnly? Scene, string? File, Grid? Grid, IReadOnlyList<string> Warnings, IReadOnlyList<SkippedInput> Refused)
{
    /// <summary>Name of the product below the glacier's folder.</summary>
    public const string FileName = PanoramaPlan.Folder + "tile.json";

    /// <summary>Name of the picture below the glacier's folder.</summary>
    public const string Picture = PanoramaPlan.Folder + "tile.tif";
}
