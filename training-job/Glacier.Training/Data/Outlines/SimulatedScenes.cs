using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;
using Glacier.Vision.Simulation;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Training.Data.Outlines;

/// <summary>Six-band scenes of simulated glaciers with their exact masks: snow, firn, bare and dirty ice, debris, rock, meadow, lakes, shadow and clouds.</summary>
public static class SimulatedScenes
{
    /// <summary>Seeds of the mountains count up from here; evaluations use none above 99.</summary>
    public const int FirstSeed = 400;

    private const double Pixel = 10;
    private const int Cells = 224;
    private const double Cell = 20;
    private const double OpaqueCloud = 0.6;

    private static readonly int[] s_years = [1950, 1990, 2015];

    /// <summary>Makes scenes: each mountain in three years under skies of its own.</summary>
    /// <param name="count">Scenes.</param>
    /// <param name="report">Told the scenes done.</param>
    public static IReadOnlyList<LabelledScene> Make(int count, Action<int>? report = null)
    {
        var scenes = new List<LabelledScene>();
        for (var seed = FirstSeed; scenes.Count < count; seed++)
        {
            var glacier = GlacierSimulation.Run(new SimulationOptions(s_years[..Math.Min(s_years.Length, count - scenes.Count)], Cells, Cell, seed));
            foreach (var year in glacier.Years)
            {
                scenes.Add(Render(year, (1000 * seed) + year.Year));
                report?.Invoke(scenes.Count);
            }
        }

        return scenes;
    }

    /// <summary>Renders the glacier of one year at 10 m.</summary>
    /// <param name="year">The glacier.</param>
    /// <param name="seed">Of snow, debris, light and clouds.</param>
    /// <returns>Bands B2, B3, B4, B8, B11, B12, elevation and slope; ice under opaque cloud is labelled unknown.</returns>
    public static LabelledScene Render(SimulatedYear year, int seed)
    {
        var random = new SeededRandom(seed);
        var surface = Finer(year.Surface, seed);
        var (width, height, area) = (surface.Width, surface.Height, surface.Width * surface.Height);
        var slope = Slope(surface);
        var light = SunLight.On(surface, 120 + (90 * random.Unit()), 32 + (28 * random.Unit()));
        var cover = new GroundCover(seed, year.EquilibriumLine + (200 * (random.Unit() - 0.7)), year.Surface.Values.Max());
        var cloud = new CloudCover(seed, random.Unit() < 0.4 ? 0.5 * random.Unit() : 0);
        var (haze, tone) = (0.3 + (1.2 * random.Unit()), 0.85 + (0.3 * random.Unit()));
        var bands = GroundCover.Bands.Select(_ => new float[area]).ToArray();
        var labels = new byte[area];
        Parallel.For(0, height, row =>
        {
            Span<double> albedo = stackalloc double[GroundCover.Bands.Count];
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var (x, y) = surface.Transform.ToMap(column + 0.5, row + 0.5);
                var thickness = Clamped(year.Thickness, x, y);
                var ice = thickness >= GlacierSimulation.MinimumThickness;
                cover.Albedo(x, y, surface.Values[i], slope[i], ice ? thickness : 0, albedo);
                var opacity = cloud.At(x, y);
                labels[i] = (byte)(ice ? opacity > OpaqueCloud ? Losses.OutlineLoss.Ignored : 1 : 0);
                for (var band = 0; band < albedo.Length; band++)
                {
                    var ground = (albedo[band] * tone * light[i] * (1 - (0.5 * cloud.Shadow(x, y)))) + (haze * GroundCover.PathRadiance[band]);
                    bands[band][i] = (float)((ground * (1 - opacity)) + (opacity * cloud.Albedo(x, y, band)));
                }
            }
        });

        var median = surface.Values.Order().ElementAt(area / 2);
        return new LabelledScene(
            $"simulated-{seed}", width, height, [.. GroundCover.Bands, "elevation", "slope"], [.. bands, Array.ConvertAll(surface.Values, value => value - median), slope], labels);
    }

    // ten-metre pixels of the coarser cells, with the roughness that these lack
    private static Raster Finer(Raster dem, int seed)
    {
        var factor = dem.Transform.PixelWidth / Pixel;
        var (width, height) = ((int)(dem.Width * factor), (int)(dem.Height * factor));
        var transform = new GeoTransform(dem.Transform.West, dem.Transform.North, Pixel, Pixel);
        var (values, noise) = (new float[width * height], new GradientNoise(seed));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = transform.ToMap(column + 0.5, row + 0.5);
                values[(row * width) + column] = Clamped(dem, x, y) + (float)(4 * noise.Fractal(x / 60, y / 60, 3));
            }
        }

        return new Raster(width, height, transform, dem.Crs, values);
    }

    // the outermost half cell has the values of the outermost centres
    private static float Clamped(Raster raster, double x, double y)
    {
        var (west, north, across, down) = (raster.Transform.West, raster.Transform.North, raster.Transform.PixelWidth, raster.Transform.PixelHeight);
        return raster.Sample(
            Math.Clamp(x, west + (0.51 * across), west + ((raster.Width - 0.51) * across)), Math.Clamp(y, north - ((raster.Height - 0.51) * down), north - (0.51 * down)));
    }

    private static float[] Slope(Raster dem)
    {
        var slope = new float[dem.Values.Length];
        for (var row = 0; row < dem.Height; row++)
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var (left, right) = (Math.Max(column - 1, 0), Math.Min(column + 1, dem.Width - 1));
                var (above, below) = (Math.Max(row - 1, 0), Math.Min(row + 1, dem.Height - 1));
                var east = (dem[right, row] - dem[left, row]) / ((right - left) * Pixel);
                var north = (dem[column, above] - dem[column, below]) / ((below - above) * Pixel);
                slope[(row * dem.Width) + column] = (float)double.RadiansToDegrees(Math.Atan(Math.Sqrt((east * east) + (north * north))));
            }
        }

        return slope;
    }
}
