using System.Numerics;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;
using Glacier.Terrain.Views;
using Glacier.Vision.Simulation;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Vision.Panorama.Simulation;

/// <summary>
/// Pairs of satellite tiles and panoramas of one simulated mountain with its glacier. The terrain ends at the tile's edge: what shapes the skyline is on the tile, and
/// nothing is asked of a network that it cannot know.
/// </summary>
/// <remarks>The same seed and number give the same pair. Sun and weather of the tile (a morning pass of a satellite) and of the panorama are drawn apart from each other.</remarks>
public sealed class SimulatedPanoramas
{
    /// <summary>Azimuth of the sun over the tiles on average, degrees; it is drawn from 25 on either side.</summary>
    public const double TileSunAzimuth = 150;

    private const double Extent = 6400;

    private readonly SimulatedPairOptions _options;
    private readonly SimulatedGlacier _mountain;
    private readonly int _seed;

    /// <summary>Lets a glacier grow on the mountain of a seed.</summary>
    /// <param name="options">How pairs are made.</param>
    /// <param name="seed">Which mountain.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SimulatedPanoramas(SimulatedPairOptions options, int seed)
    {
        foreach (var (member, found, expected) in options.Faults())
        {
            throw new ArgumentException($"{member}: found {found}; expected {expected}", nameof(options));
        }

        (_options, _seed) = (options, seed);
        _mountain = GlacierSimulation.Run(new SimulationOptions(options.Years, options.DomainCells, Extent / options.DomainCells, seed));
    }

    /// <summary>Makes a pair.</summary>
    /// <param name="number">Any number from 0: another one is another place, light and weather.</param>
    public SimulatedPair Make(int number)
    {
        var seed = unchecked((_seed * 1_000_003) + number);
        var random = new Random(seed);
        var year = _mountain.Years[random.Next(_mountain.Years.Count)];
        var side = _options.LeastSide * Math.Pow(_options.GreatestSide / _options.LeastSide, random.NextDouble());
        var (x, y) = Place(year, side, random);
        var ground = SimulatedGround.Cut(year, x, y, side, random.Next(8), seed);
        var cover = new GroundCover(seed, year.EquilibriumLine + (200 * (random.NextDouble() - 0.7)), year.Surface.Values.Max());
        var albedo = Albedo(ground, cover);
        var tile = Photograph(ground, albedo, seed, random);

        var picture = new TilePicture("simulated", ground.Surface.Grid, true, albedo, []);
        var scene = new PanoramaScene(picture, ground.Surface);
        var camera = new PanoramaCamera(x, y, scene.Stand(x, y, _options.EyeHeight), _options.Width, _options.Height);
        var view = scene.Render(camera, Weather(random), new PanoramaOptions(RaysPerPixel: _options.RaysPerPixel, Seed: seed));
        return new(
            (float)side, (float)_options.EyeHeight, camera.Width, camera.Height, tile, view.Rgb, view.Depth, Array.ConvertAll(view.Opacity, opacity => opacity < 0.5f), Heights(ground),
            Skyline(ground.Surface, camera, side));
    }

    /// <summary>Elevation angle of the highest ground in the middle of each column: the greatest rise over distance along its azimuth.</summary>
    /// <param name="ground">The ground, flat Earth.</param>
    /// <param name="camera">A panorama.</param>
    /// <param name="reach">Metres to look.</param>
    public static float[] Skyline(Raster ground, PanoramaCamera camera, double reach)
    {
        var caster = new RayCaster(ground);
        // four samples a cell, and near the eye one every hundredth of the distance
        var step = 0.25 * ground.Transform.PixelWidth;
        var angles = new float[camera.Width];
        for (var column = 0; column < angles.Length; column++)
        {
            var (sine, cosine) = Math.SinCos(double.DegreesToRadians(camera.AzimuthDegrees(column + 0.5)));
            var steepest = double.NegativeInfinity;
            for (var distance = 0.02 * step; distance < reach; distance += Math.Min(step, 0.01 * distance))
            {
                var z = caster.Ground(camera.EyeX + (distance * sine), camera.EyeY + (distance * cosine)).Z;
                steepest = Math.Max(steepest, double.IsNaN(z) ? steepest : (z - camera.EyeZ) / distance);
            }

            angles[column] = (float)double.RadiansToDegrees(Math.Atan(steepest));
        }

        return angles;
    }

    private (double X, double Y) Place(SimulatedYear year, double side, Random random)
    {
        var t = year.Surface.Transform;
        var margin = (0.5 * side) + (2 * t.PixelWidth);
        var onIce = random.NextDouble() < _options.OnIce;
        var place = (X: 0.0, Y: 0.0);
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            place = (t.West + margin + (random.NextDouble() * (Extent - (2 * margin))), t.North - margin - (random.NextDouble() * (Extent - (2 * margin))));
            var (column, row) = t.ToPixel(place.X, place.Y);
            if (year.Ice[((int)row * year.Surface.Width) + (int)column] == onIce && Steepness(year.Surface, place.X, place.Y) <= _options.SteepestStand)
            {
                break;
            }
        }

        return place;
    }

    // degrees, over two hundred metres
    private static double Steepness(Raster surface, double x, double y)
    {
        const double Reach = 100;
        var east = (surface.Sample(x + Reach, y) - surface.Sample(x - Reach, y)) / (2 * Reach);
        var north = (surface.Sample(x, y + Reach) - surface.Sample(x, y - Reach)) / (2 * Reach);
        return double.RadiansToDegrees(Math.Atan(Math.Sqrt((east * east) + (north * north))));
    }

    // linear reflectance without light
    private static Vector3[] Albedo(SimulatedGround ground, GroundCover cover)
    {
        var colours = new Vector3[ground.Thickness.Length];
        Parallel.For(0, ground.Surface.Height, row =>
        {
            Span<double> bands = stackalloc double[GroundCover.Bands.Count];
            for (var i = row * ground.Surface.Width; i < (row + 1) * ground.Surface.Width; i++)
            {
                var (x, y) = ground.Sources[i];
                cover.Albedo(x, y, ground.Surface.Values[i], ground.Slope[i], ground.Thickness[i], bands);
                colours[i] = new((float)bands[2], (float)bands[1], (float)bands[0]);
            }
        });
        return colours;
    }

    // the tile as a satellite in the morning sees it: shading, cast shadows, the air's own light, now and then a cloud
    private byte[] Photograph(SimulatedGround ground, Vector3[] albedo, int seed, Random random)
    {
        var light = SunLight.On(ground.Surface, TileSunAzimuth - 25 + (50 * random.NextDouble()), 25 + (35 * random.NextDouble()));
        var cloud = new CloudCover(seed, random.NextDouble() < _options.Cloudy ? 0.35 * random.NextDouble() : 0);
        var (haze, tone) = (0.2 + random.NextDouble(), 0.6 + (0.25 * random.NextDouble()));
        var tile = new byte[3 * albedo.Length];
        for (var i = 0; i < albedo.Length; i++)
        {
            var (x, y) = ground.Sources[i];
            var opacity = cloud.At(x, y);
            var lit = light[i] * (1 - (0.5 * cloud.Shadow(x, y)));
            for (var channel = 0; channel < 3; channel++)
            {
                var band = 2 - channel;
                var value = (albedo[i][channel] * tone * lit) + (haze * GroundCover.PathRadiance[band]);
                value = (value * (1 - opacity)) + (opacity * cloud.Albedo(x, y, band)) + (0.004 * (random.NextDouble() - 0.5));
                tile[(3 * i) + channel] = (byte)Math.Clamp(Math.Round(255 * Srgb.Display(Math.Clamp(value, 0, 1))), 0, 255);
            }
        }

        return tile;
    }

    private static Illumination Weather(Random random)
    {
        var sun = 360 * random.NextDouble();
        var kind = random.NextDouble();
        return kind < 0.25 ? new("overcast", sun, 40, 0, 1, 1.5 + (1.5 * random.NextDouble()))
            : kind < 0.5 ? new("low sun", sun, 4 + (14 * random.NextDouble()), 0.5 * random.NextDouble(), 0, 0.8 + (0.8 * random.NextDouble()))
            : new("day", sun, 18 + (45 * random.NextDouble()), 0.5 * random.NextDouble(), 0.3 * random.NextDouble(), 0.5 + random.NextDouble());
    }

    private static float[] Heights(SimulatedGround ground)
    {
        const int Cells = SimulatedPair.HeightCells;
        const int Group = SimulatedPair.TilePixels / Cells;
        var surface = ground.Surface;
        var half = surface.Width / 2;
        var middle = (surface[half - 1, half - 1] + surface[half, half - 1] + surface[half - 1, half] + surface[half, half]) / 4;
        var heights = new float[Cells * Cells];
        for (var i = 0; i < surface.Values.Length; i++)
        {
            heights[(i / surface.Width / Group * Cells) + (i % surface.Width / Group)] += (surface.Values[i] - middle) / (Group * Group);
        }

        return heights;
    }
}
