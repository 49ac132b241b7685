using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery3d;

/// <summary>Light and season of a world: the same for all its years and frames.</summary>
/// <param name="SunAzimuthDegrees">Bearing of the sun, clockwise from north.</param>
/// <param name="SunElevationDegrees">Height of the sun above the horizon.</param>
/// <param name="SnowLine">Elevation of the snow line, metres.</param>
public sealed record WorldLight(double SunAzimuthDegrees, double SunElevationDegrees, double SnowLine)
{
    /// <summary>The light of the survey style.</summary>
    /// <param name="look">Its light and weather.</param>
    /// <param name="dem">Elevations, for a snow line that is not given.</param>
    /// <param name="ice">Ice mask, likewise; the largest known extent where the look has one.</param>
    public static WorldLight Of(SurveyStyleOptions look, Raster dem, bool[]? ice) =>
        new(look.SunAzimuthDegrees, look.SunElevationDegrees, look.EquilibriumLine ?? Terrain.Views.SnowLine.Of(dem, look.FormerIce ?? ice));
}
