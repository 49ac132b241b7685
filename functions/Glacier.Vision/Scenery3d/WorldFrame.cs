using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery3d;

/// <summary>What the frame network is told of one picture: exact geometry of every pixel, and the samples of the ray through every square of 4 × 4 pixels.</summary>
/// <param name="Width">Columns of the picture, a multiple of 4.</param>
/// <param name="Height">Rows, likewise.</param>
/// <param name="Samples">Samples a ray.</param>
/// <param name="Guidance">[<see cref="GuidanceNames"/>, height, width].</param>
/// <param name="Places">[samples, height / 4, width / 4, 2]: u and v of each sample on the ground plane, −1 … 1.</param>
/// <param name="Heights">[samples, height / 4, width / 4]: height above the ground in half thicknesses of the band, 1 at its top; of a free sample above the snow line, km.</param>
/// <param name="Steps">[samples, height / 4, width / 4]: length of the ray that a sample stands for, in half thicknesses of the band, of a free one in 100 m; 0 where a ray meets no ground.</param>
/// <param name="Sky">[<see cref="SkyNames"/>, height / 4, width / 4]: direction of view, for the sky.</param>
public sealed record WorldFrame(int Width, int Height, int Samples, float[] Guidance, float[] Places, float[] Heights, float[] Steps, float[] Sky)
{
    private const double NearestLog = 6.2;
    private const double LogScale = 2.5;
    private const double FreeUnit = 100;

    // a ray along the ground would have an endless way through the band
    private const double LeastDescent = 0.08;
    private const int TextureSeed = 11;

    // waves shorter than about five pixels would flicker from frame to frame
    private const float Steady = 2.5f;

    // clouds grow out of the haze up to this rise of the view
    private const double HighestHaze = 0.08;

    /// <summary>Names of the guidance maps: share of the pixel that is ground; sun on it; ice; logarithm of its distance; its normal's upward part; how much its
    /// surroundings rise above it; its elevation about the snow line; two noises that live on the ground. But for the distance, through which haze comes in, all belong to the place, not to the eye.</summary>
    public static IReadOnlyList<string> GuidanceNames { get; } = ["ground", "light", "ice", "distance", "up", "hollow", "snow", "texture", "grain"];

    /// <summary>Names of the sky's maps: rise, how near the horizon, how near the sun, beside it, two noises of the sky.</summary>
    public static IReadOnlyList<string> SkyNames { get; } = ["rise", "horizon", "sun", "aside", "cloud", "wisp"];

    /// <summary>Looks at a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="camera">The camera, its width and height multiples of 4.</param>
    /// <param name="sampling">Samples along the rays.</param>
    /// <exception cref="ArgumentException">Another size, or the camera stands below ground or outside the DEM.</exception>
    public static WorldFrame Of(TerrainWorld world, Camera camera, WorldSampling sampling)
    {
        const int Reduction = WorldSampling.Reduction;
        if (camera.Width % Reduction != 0 || camera.Height % Reduction != 0)
        {
            throw new ArgumentException($"a picture of {camera.Width} × {camera.Height} pixels; multiples of {Reduction} are expected", nameof(camera));
        }

        var view = ViewRenderer.Render(world.Dem, camera, world.Ice);
        var coarse = camera with { Width = camera.Width / Reduction, Height = camera.Height / Reduction };
        var (places, heights, steps) = sampling.Free ? FreeSamples(world, coarse, sampling) : BandSamples(world, coarse, sampling);
        return new(camera.Width, camera.Height, sampling.Samples, GuidanceOf(world, view), places, heights, steps, SkyOf(world, coarse));
    }

    private static float[] GuidanceOf(TerrainWorld world, View view)
    {
        var camera = view.Camera;
        var area = camera.Width * camera.Height;
        var maps = new float[GuidanceNames.Count * area];
        var ice = world.IceCoverOf(view);
        var (texture, grain) = (new GroundTexture3d(TextureSeed), new GroundTexture3d(TextureSeed + 1));
        var pixelSize = 2 * Math.Tan(camera.FieldOfViewDegrees * Math.PI / 360) / camera.Width;
        Parallel.For(0, camera.Height, row =>
        {
            for (var i = row * camera.Width; i < (row + 1) * camera.Width; i++)
            {
                maps[i] = view.Coverage[i];
                if (float.IsNaN(view.Depth[i]))
                {
                    continue;
                }

                var (x, y, z) = (camera.EyeX + view.Position[3 * i], camera.EyeY + view.Position[(3 * i) + 1], camera.EyeZ + view.Position[(3 * i) + 2]);
                var (slopeX, slopeY) = world.SlopeAt(x, y);
                var up = 1 / Math.Sqrt(1 + (slopeX * slopeX) + (slopeY * slopeY));
                var towards = Vector3.Normalize(new Vector3(-view.Position[3 * i], -view.Position[(3 * i) + 1], -view.Position[(3 * i) + 2]));
                var facing = (float)Math.Clamp(((-slopeX * towards.X) - (slopeY * towards.Y) + towards.Z) * up, 0, 1);

                // a glancing pixel is long: the geometric mean of its extents keeps some detail in it
                var footprint = (float)(view.Depth[i] * pixelSize) / MathF.Sqrt(MathF.Max(facing, 0.1f));
                var place = new Vector3((float)(x - world.CentreX), (float)(y - world.CentreY), (float)world.PatternAt(x, y, z));
                var (rough, bump) = texture.At(place, Steady * footprint);
                var (fine, _) = grain.At(place, Steady * footprint);
                var steep = Math.Min(1, Math.Sqrt((slopeX * slopeX) + (slopeY * slopeY)));
                var relief = (1 - ice[i]) * (0.15 + (0.5 * steep));
                Put(1, Math.Min(world.LightAt(x, y, slopeX + (relief * bump.X), slopeY + (relief * bump.Y)), 2));
                Put(2, ice[i]);
                Put(3, (Math.Log(view.Depth[i]) - NearestLog) / LogScale);
                Put(4, up);
                Put(5, world.HollowAt(x, y));
                Put(6, world.Snow(z));
                Put(7, rough / 2);
                Put(8, fine / 2);

                void Put(int map, double value) => maps[(map * area) + i] = (float)value;
            }
        });
        return maps;
    }

    // from the band's top, along the ray, to its bottom below the point hit
    private static (float[] Places, float[] Heights, float[] Steps) BandSamples(TerrainWorld world, Camera camera, WorldSampling sampling)
    {
        var (view, count, area) = (ViewRenderer.Render(world.Dem, camera, null, new ViewOptions(1)), sampling.Samples, camera.Width * camera.Height);
        var (places, heights, steps) = (new float[2 * count * area], new float[count * area], new float[count * area]);
        var source = world.Caster.From(camera.EyeX, camera.EyeY, camera.EyeZ, camera.Refraction);
        Parallel.For(0, area, i =>
        {
            double hit = view.Depth[i];
            if (double.IsNaN(hit))
            {
                return;
            }

            var (x, y, z) = camera.Ray((i % camera.Width) + 0.5, (i / camera.Width) + 0.5);
            var normal = view.Normal.AsSpan(3 * i, 3);
            var descent = Math.Max(-((x * normal[0]) + (y * normal[1]) + (z * normal[2])) / normal[2], LeastDescent);
            var reach = Math.Min(sampling.Band / descent, 0.9 * hit);
            var step = 2 * reach / count;
            for (var k = 0; k < count; k++)
            {
                var at = hit - reach + ((k + 0.5) * step);
                var above = world.Caster.Above(source, x, y, z, at);

                // in front of the first point hit is air, behind it rock, also where the ray comes out of the mountain again
                above = double.IsNaN(above) ? (hit - at) * descent : at < hit ? Math.Max(above, 0) : -Math.Abs(above);
                Store(k, i, x, y, at, above / sampling.Band, step * descent / sampling.Band);
            }
        });
        return (places, heights, steps);

        void Store(int sample, int pixel, double x, double y, double distance, double height, double step)
        {
            var to = (sample * area) + pixel;
            (places[2 * to], places[(2 * to) + 1]) = world.Place(camera.EyeX + (distance * x), camera.EyeY + (distance * y));
            heights[to] = (float)Math.Clamp(height, -2, 2);
            steps[to] = (float)step;
        }
    }

    // evenly in the logarithm of the distance
    private static (float[] Places, float[] Heights, float[] Steps) FreeSamples(TerrainWorld world, Camera camera, WorldSampling sampling)
    {
        var (count, area) = (sampling.Samples, camera.Width * camera.Height);
        var (places, heights, steps) = (new float[2 * count * area], new float[count * area], new float[count * area]);
        var ratio = Math.Pow(sampling.Far * world.Side / sampling.Near, 1.0 / count);
        Parallel.For(0, area, i =>
        {
            var (x, y, z) = camera.Ray((i % camera.Width) + 0.5, (i / camera.Width) + 0.5);
            var from = sampling.Near;
            for (var k = 0; k < count; k++, from *= ratio)
            {
                var (at, to) = (from * Math.Sqrt(ratio), (k * area) + i);
                var level = (x * x) + (y * y);
                (places[2 * to], places[(2 * to) + 1]) = world.Place(camera.EyeX + (at * x), camera.EyeY + (at * y));
                heights[to] = world.Height(camera.EyeZ + (at * z) + (camera.Drop * at * at * level));
                steps[to] = (float)(from * (ratio - 1) / FreeUnit);
            }
        });
        return (places, heights, steps);
    }

    private static float[] SkyOf(TerrainWorld world, Camera camera)
    {
        var area = camera.Width * camera.Height;
        var maps = new float[SkyNames.Count * area];
        var (cloud, wisp) = (new Noise(0.9f, 0.55f, TextureSeed + 2), new Noise(0.3f, 0.6f, TextureSeed + 3));
        var sun = world.Sun;
        var level = Math.Sqrt((sun.X * sun.X) + (sun.Y * sun.Y));
        Parallel.For(0, area, i =>
        {
            var (x, y, z) = camera.Ray((i % camera.Width) + 0.5, (i / camera.Width) + 0.5);
            maps[i] = (float)z;
            maps[area + i] = (float)Math.Exp(-6 * Math.Max(z, 0));
            maps[(2 * area) + i] = (float)((x * sun.X) + (y * sun.Y) + (z * sun.Z));
            maps[(3 * area) + i] = level < 1e-6 ? 0 : (float)(((x * sun.Y) - (y * sun.X)) / level);

            // a layer of clouds is seen from below: flat and dense towards the horizon
            var layer = new Vector3((float)(x / (Math.Max(z, 0) + 0.15)), (float)(y / (Math.Max(z, 0) + 0.15)), 0);
            // at the horizon its end is out of sight, and below it there is none
            var seen = (float)Math.Clamp(z / HighestHaze, 0, 1);
            maps[(4 * area) + i] = 2 * seen * cloud.At(layer, 0.02f);
            maps[(5 * area) + i] = 2 * seen * wisp.At(layer, 0.02f);
        });
        return maps;
    }
}
