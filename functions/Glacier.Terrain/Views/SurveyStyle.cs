using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>A picture of a DEM shaded from geometry alone: rock, meadow, moraine, ice, firn, sun and shadow, haze, sky. No network takes part.</summary>
public static class SurveyStyle
{
    /// <summary>Paints what the camera sees, supersampled.</summary>
    /// <param name="dem">Elevations in metres; voids that terrain surrounds are closed smoothly for the picture, those at the border stay open.</param>
    /// <param name="ice">Ice mask on the DEM's grid; null for none.</param>
    /// <param name="camera">The camera, the same for all years.</param>
    /// <param name="options">Light and weather; <see cref="SurveyStyleOptions.For"/> suggests some.</param>
    /// <returns>width × height × 3 bytes, sRGB, row-major from the top left.</returns>
    /// <exception cref="ArgumentException">The camera is not valid, its eye is outside the DEM or below the ground, or a mask has another size.</exception>
    public static byte[] Render(Raster dem, bool[]? ice, Camera camera, SurveyStyleOptions options)
    {
        ViewRenderer.Check(dem, camera, ice);
        ViewRenderer.Check(dem, camera, options.FormerIce);
        var offsets = SamplePattern.Offsets(options.SamplesPerPixel);
        dem = VoidFilling.Close(dem);
        var ground = new PictureGround(dem, ice, options);
        var air = new Atmosphere(options, camera.EyeZ);
        var materials = new Materials(dem, ice, ground, options);
        var surface = ground.Surface;
        var fan = surface.From(camera);
        var frame = camera.Frame();
        var (width, height) = (camera.Width, camera.Height);
        var picture = new byte[width * height * 3];
        const int tileSize = ViewRenderer.Tile;
        var tilesAcross = (width + tileSize - 1) / tileSize;
        var tilesDown = (height + tileSize - 1) / tileSize;
        Parallel.For(0, tilesAcross * tilesDown, tile =>
        {
            var (left, top) = (tile % tilesAcross * tileSize, tile / tilesAcross * tileSize);
            var (right, bottom) = (Math.Min(left + tileSize, width), Math.Min(top + tileSize, height));
            var start = Beam.FirstPossible(surface, fan, frame, left, top, right, bottom);
            for (var row = top; row < bottom; row++)
            {
                for (var column = left; column < right; column++)
                {
                    var colour = Vector3.Zero;
                    for (var i = 0; i < offsets.Length; i++)
                    {
                        var (x, y, z) = frame.Direction(column + offsets[i].Across, row + offsets[i].Down);
                        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
                        var direction = new Vector3((float)(x / length), (float)(y / length), (float)(z / length));
                        var s = double.IsInfinity(start) ? double.NaN : surface.Trace(fan, x, y, z, start);
                        var light = double.IsNaN(s)
                            ? air.Sky(direction)
                            : Lit(s * length, fan.U + (s * x * fan.CellsPerMetreX), fan.V + (s * y * fan.CellsPerMetreY), direction, (i + Dither(column, row)) / offsets.Length);
                        colour += ToneMapping.Curve(light);
                    }

                    ToneMapping.Store(colour / offsets.Length, picture.AsSpan(3 * ((row * width) + column), 3));
                }
            }
        });
        return picture;

        // a different part of the penumbra per pixel turns its steps into fine grain
        static float Dither(int column, int row)
        {
            var hash = unchecked(((uint)column * 0x9e3779b1u) ^ ((uint)row * 0x85ebca6bu));
            hash = unchecked((hash ^ (hash >> 15)) * 0x2c1b3c6du);
            return (hash >> 8) / 16777216f;
        }

        Vector3 Lit(double distance, double u, double v, Vector3 direction, float phase)
        {
            var point = materials.At(u, v, (float)(distance * frame.PixelSize), direction);
            var facing = Vector3.Dot(point.Normal, air.Sun);
            var sun = 0f;
            if (facing > 0 && air.SunLight.X > 0)
            {
                // one ray per sample, spread over the sun's disc and its aureole: a penumbra
                var toSun = Vector3.Normalize(air.Sun + new Vector3(0, 0, (phase - 0.5f) * 0.02f));
                var cell = dem.Transform.PixelWidth;
                var away = new RayFan(u, v, point.Elevation + (0.02 * cell) + (0.0002 * distance), fan.CellsPerMetreX, fan.CellsPerMetreY, 0);
                sun = double.IsNaN(surface.Trace(away, toSun.X, toSun.Y, toSun.Z, 0.05 * cell)) ? facing : 0;
            }

            var open = point.Open;
            var ambient = (air.SkyLight * (open * (0.5f + (0.5f * point.Normal.Z)))) + (air.SunLight * (0.075f * (1.15f - open) + 0.035f * (1 - point.Normal.Z)));
            // snow and ice scatter light within: their terminator is soft
            var wrapped = point.Soft * MathF.Max(0, (facing + 0.25f) / 1.25f) * (sun > 0 ? 1 : 0);
            var light = point.Albedo * ((air.SunLight * (((1 - point.Soft) * sun) + wrapped)) + ambient) * (1 / MathF.PI);
            if (point.Gloss > 0 && sun > 0)
            {
                var half = Vector3.Normalize(air.Sun - direction);
                light += air.SunLight * (point.Gloss * 0.08f * MathF.Pow(MathF.Max(Vector3.Dot(half, point.Normal), 0), 18));
            }

            return air.Through(light, direction, (float)distance, (float)((point.Elevation + camera.EyeZ) / 2));
        }
    }
}

/// <summary>Linear light to sRGB bytes.</summary>
public static class ToneMapping
{
    private const float Exposure = 1.42f;
    private static readonly byte[] Encode = Table();

    /// <summary>Filmic curve (Narkowicz 2015's fit of ACES, softened): per channel into 0 … 1, linear.</summary>
    public static Vector3 Curve(Vector3 light)
    {
        var x = Vector3.Max(light, Vector3.Zero) * Exposure * 0.62f;
        var mapped = (x * ((2.51f * x) + new Vector3(0.03f))) / ((x * ((2.43f * x) + new Vector3(0.59f))) + new Vector3(0.14f));
        return Vector3.Clamp(mapped, Vector3.Zero, Vector3.One);
    }

    /// <summary>Writes three sRGB bytes.</summary>
    public static void Store(Vector3 linear, Span<byte> target)
    {
        target[0] = Encode[(int)(linear.X * 4095)];
        target[1] = Encode[(int)(linear.Y * 4095)];
        target[2] = Encode[(int)(linear.Z * 4095)];
    }

    private static byte[] Table()
    {
        var table = new byte[4096];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)Math.Round(255 * Srgb.Display(i / 4095.0));
        }

        return table;
    }
}
