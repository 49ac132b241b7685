namespace Glacier.Terrain.Views;

/// <summary>Light and weather of the survey style; the same for all years of a glacier.</summary>
/// <param name="SunAzimuthDegrees">Bearing of the sun, clockwise from north.</param>
/// <param name="SunElevationDegrees">Height of the sun above the horizon; below −18 it is night.</param>
/// <param name="EquilibriumLine">Elevation of the snow line on the glacier in late summer, metres; null takes it from the ice's elevations.</param>
/// <param name="FormerIce">Largest known extent of the ice on the DEM's grid: ground inside it that is free of ice is shown as fresh moraine. Null for none.</param>
/// <param name="TreeLine">Elevation up to which forest grows, metres; null takes it from the relief and the snow line.</param>
/// <param name="Haze">Amount of haze in the air: 0 none, 1 a clear summer day.</param>
/// <param name="Clouds">Fraction of the sky under clouds, 0 to 1.</param>
/// <param name="Detail">Amount of procedural detail finer than the DEM (rock, crevasses), 0 none, 1 natural. Changes the picture only, never a View.</param>
/// <param name="SamplesPerPixel">Rays per pixel: 1, 4, 9 or 16.</param>
/// <param name="Seed">Seed of the procedural detail, fixed to the world.</param>
public sealed record SurveyStyleOptions(
    double SunAzimuthDegrees,
    double SunElevationDegrees,
    double? EquilibriumLine = null,
    bool[]? FormerIce = null,
    double? TreeLine = null,
    double Haze = 1,
    double Clouds = 0.35,
    double Detail = 1,
    int SamplesPerPixel = 4,
    int Seed = 1)
{
    /// <summary>A light that suits a camera: morning or afternoon sun from the side and behind the eye, high enough to reach the valley floor.</summary>
    public static SurveyStyleOptions For(Camera camera)
    {
        var bearing = Math.Atan2(camera.TargetX - camera.EyeX, camera.TargetY - camera.EyeY) * 180 / Math.PI;
        // of the two side lights take the one nearer to the sun's daily path, which passes through the south in the northern hemisphere
        var left = (bearing - 112 + 360) % 360;
        var right = (bearing + 112 + 720) % 360;
        return new SurveyStyleOptions(Math.Abs(left - 180) <= Math.Abs(right - 180) ? left : right, 34);
    }
}
