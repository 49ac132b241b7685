using System.Numerics;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>The ground from straight above in the survey style's materials, to be draped over its relief.</summary>
/// <remarks>
/// No sun is in it, because whoever looks at the model has a light of their own: colour of the ground, darker where little of the sky is seen, and the shading of detail finer than
/// the DEM, which the model's surface does not have.
/// </remarks>
public static class TopView
{
    // light from the north-west, as maps have it, for the fine detail alone
    private static readonly Vector3 s_light = Vector3.Normalize(new Vector3(-1, 1, 1.2f));

    /// <summary>Paints from the centre of the DEM's first pixel to the centre of its last.</summary>
    /// <param name="dem">Elevations, metres.</param>
    /// <param name="ice">Ice mask on the DEM's grid; null for none.</param>
    /// <param name="options">Materials: snow line, tree line, former ice, detail; its light is not used.</param>
    /// <param name="width">Pixels across, 2 or more.</param>
    /// <param name="height">Pixels down, 2 or more.</param>
    /// <returns>width × height × 3 bytes, sRGB, north at the top.</returns>
    /// <exception cref="ArgumentException">The mask has another size than the DEM.</exception>
    public static byte[] Render(Raster dem, bool[]? ice, SurveyStyleOptions options, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 2);
        Coregistration.GridRules.RequireMask(dem, ice, nameof(ice));
        Coregistration.GridRules.RequireMask(dem, options.FormerIce, nameof(options));
        dem = VoidFilling.Close(dem);
        var ground = new PictureGround(dem, ice, options);
        var materials = new Materials(dem, ice, ground, options);
        var refined = ground.Refined;
        var footprint = (float)Math.Max(refined.Transform.PixelWidth * (refined.Width - 1) / width, refined.Transform.PixelHeight * (refined.Height - 1) / height);
        var picture = new byte[3 * width * height];
        Parallel.For(0, height, row =>
        {
            var v = (row + 0.5) / height * (refined.Height - 1);
            for (var column = 0; column < width; column++)
            {
                var u = (column + 0.5) / width * (refined.Width - 1);
                var point = materials.At(u, v, footprint, -Vector3.UnitZ);
                // unknown ground is left out of the model
                var colour = float.IsFinite(point.Albedo.X) && float.IsFinite(point.Normal.X) ? Colour(point, Plain(dem, ground.Coarse(u), ground.Coarse(v))) : new Vector3(0.2f);
                ToneMapping.Store(Vector3.Clamp(colour, Vector3.Zero, Vector3.One), picture.AsSpan(3 * ((row * width) + column), 3));
            }
        });
        return picture;
    }

    private static Vector3 Colour(GroundPoint point, Vector3 plain)
    {
        var fine = Math.Clamp((Vector3.Dot(point.Normal, s_light) + 0.25f) / (MathF.Max(Vector3.Dot(plain, s_light), 0) + 0.25f), 0.5f, 1.6f);
        return point.Albedo * (0.45f + (0.55f * Math.Clamp(point.Open, 0, 1))) * (0.35f + (0.65f * fine));
    }

    // the normal that the model's own surface has there
    private static Vector3 Plain(Raster dem, double u, double v)
    {
        var (column, row) = (Math.Clamp((int)Math.Round(u), 1, Math.Max(dem.Width - 2, 1)), Math.Clamp((int)Math.Round(v), 1, Math.Max(dem.Height - 2, 1)));
        if (dem.Width < 3 || dem.Height < 3)
        {
            return Vector3.UnitZ;
        }

        var east = (dem[column + 1, row] - dem[column - 1, row]) / (2 * (float)dem.Transform.PixelWidth);
        var north = (dem[column, row - 1] - dem[column, row + 1]) / (2 * (float)dem.Transform.PixelHeight);
        return float.IsFinite(east + north) ? Vector3.Normalize(new Vector3(-east, -north, 1)) : Vector3.UnitZ;
    }
}
