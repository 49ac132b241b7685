using Glacier.Terrain.Views;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Data.World;

/// <summary>Cameras over a world: above the ground, looking along terrain, hardly out of the DEM.</summary>
internal static class WorldCameras
{
    private const int Across = 40;
    private const int Attempts = 4000;

    // rays that look down and still meet nothing have left the DEM
    private const double MostLost = 0.02;
    private static readonly (double From, double To) s_sky = (0.03, 0.55);

    /// <summary>A camera of an orbit above the highest ground, looking at the middle.</summary>
    /// <param name="world">The world.</param>
    /// <param name="degrees">Bearing of the eye from the middle.</param>
    /// <param name="side">Rows and columns of the picture.</param>
    public static Camera Around(TerrainWorld world, double degrees, int side)
    {
        var dem = world.Dem;
        var (radius, top) = (0.3 * Math.Min(dem.Width * dem.Transform.PixelWidth, dem.Height * dem.Transform.PixelHeight), dem.Values.Where(float.IsFinite).Max());
        var (middle, (sine, cosine)) = (dem.Sample(world.CentreX, world.CentreY), Math.SinCos(degrees * Math.PI / 180));
        return new(world.CentreX + (radius * sine), world.CentreY + (radius * cosine), top + 200, world.CentreX, world.CentreY, float.IsNaN(middle) ? top - 1000 : middle, 50, side, side);
    }

    /// <summary>Draws cameras.</summary>
    /// <param name="world">The world.</param>
    /// <param name="configuration">Sizes and ranges.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Of the draw.</param>
    /// <exception cref="Terrain.InvalidInputException">The DEM offers hardly any such camera.</exception>
    public static IReadOnlyList<Camera> Draw(TerrainWorld world, WorldDataConfiguration configuration, int count, int seed)
    {
        var random = new SeededRandom(seed);
        var frozen = Enumerable.Range(0, world.Ice.Length).Where(i => world.Ice[i] && !float.IsNaN(world.Dem.Values[i])).ToArray();
        var cameras = new List<Camera>();
        for (var attempt = 0; cameras.Count < count; attempt++)
        {
            if (attempt >= Attempts)
            {
                throw new Terrain.InvalidInputException(
                    "data.glaciers", "no-views", $"{cameras.Count} of {count} cameras after {Attempts} draws", "a DEM with relief and without large voids", "Leave it out, or allow higher eyes by data.eyeHeight.");
            }

            if (One(world, configuration, random, frozen) is { } camera)
            {
                cameras.Add(camera);
            }
        }

        return cameras;
    }

    private static Camera? One(TerrainWorld world, WorldDataConfiguration configuration, SeededRandom random, int[] frozen)
    {
        var (side, dem) = (world.Side, world.Dem);
        var (toIce, cell) = (random.Unit() < 0.6 && frozen.Length > 0, random.Unit());
        var (targetX, targetY) = toIce
            ? dem.Transform.ToMap((frozen[(int)(cell * frozen.Length)] % dem.Width) + 0.5, (frozen[(int)(cell * frozen.Length)] / dem.Width) + 0.5)
            : dem.Transform.ToMap((0.1 + (0.8 * random.Unit())) * dem.Width, (0.1 + (0.8 * random.Unit())) * dem.Height);
        var (bearing, away) = (2 * Math.PI * random.Unit(), side * 0.06 * Math.Pow(7, random.Unit()));
        var (raised, lifted, angle) = (configuration.EyeHeight.AtLog(random.Unit()), random.Unit(), configuration.FieldOfView.At(random.Unit()));
        var (x, y) = (targetX - (away * Math.Sin(bearing)), targetY - (away * Math.Cos(bearing)));
        var (ground, target) = (dem.Sample(x, y), dem.Sample(targetX, targetY));
        if (float.IsNaN(ground) || float.IsNaN(target))
        {
            return null;
        }

        // the middle of the picture somewhat above the target, so that there is sky over most of them
        var camera = new Camera(x, y, ground + raised, targetX, targetY, target + (lifted * 0.15 * away), angle, configuration.Width, configuration.Height);
        return Serves(world, camera) ? camera : null;
    }

    private static bool Serves(TerrainWorld world, Camera camera)
    {
        var small = camera with { Width = Across, Height = Math.Max(1, Across * camera.Height / camera.Width) };
        var view = ViewRenderer.Render(world.Dem, small, null, new ViewOptions(1));
        var (sky, lost, near, shown) = (0, 0, 0, 0);
        for (var i = 0; i < view.Depth.Length; i++)
        {
            if (float.IsNaN(view.Depth[i]))
            {
                sky++;
                lost += small.Ray((i % small.Width) + 0.5, (i / small.Width) + 0.5).Z < -0.02 ? 1 : 0;
            }
            else
            {
                shown++;
                near += view.Depth[i] < 2 * world.Dem.Transform.PixelWidth ? 1 : 0;
            }
        }

        double all = view.Depth.Length;
        return sky / all >= s_sky.From && sky / all <= s_sky.To && lost / all <= MostLost && near < 0.5 * shown;
    }
}
