using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>A DEM made ready for the survey style: refined, lit by the open sky and given its materials once, for any number of cameras.</summary>
public sealed class SurveyScene
{
    private readonly Raster _given;
    private readonly Raster _dem;
    private readonly PictureGround _ground;
    private readonly Materials _materials;
    private readonly SurveyStyleOptions _options;

    /// <summary>Prepares.</summary>
    /// <param name="dem">Elevations in metres; voids that terrain surrounds are closed smoothly for the pictures, those at the border stay open.</param>
    /// <param name="ice">Ice mask on the DEM's grid; null for none.</param>
    /// <param name="options">Light and weather.</param>
    /// <exception cref="ArgumentException">A mask has another size.</exception>
    public SurveyScene(Raster dem, bool[]? ice, SurveyStyleOptions options)
    {
        ViewRenderer.CheckMask(dem, ice);
        ViewRenderer.CheckMask(dem, options.FormerIce);
        (_given, _options) = (dem, options);
        _dem = VoidFilling.Close(dem);
        _ground = new PictureGround(_dem, ice, options);
        _materials = new Materials(_dem, ice, _ground, options);
    }

    /// <summary>Paints what a camera sees, supersampled.</summary>
    /// <param name="camera">The camera.</param>
    /// <returns>width × height × 3 bytes, sRGB, row-major from the top left.</returns>
    /// <exception cref="ArgumentException">The camera is not valid, or its eye is outside the DEM or below the ground.</exception>
    public byte[] Render(Camera camera)
    {
        ViewRenderer.Check(_given, camera, null);
        var offsets = SamplePattern.Offsets(_options.SamplesPerPixel);
        var (dem, materials, surface) = (_dem, _materials, _ground.Surface);
        var air = new Atmosphere(_options, camera.EyeZ);
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
