using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Change;

public class SpatialCorrelationTests
{
    private const int Size = 120;
    private const double Cell = 20;

    [Fact]
    public void Predicted_uncertainty_equals_monte_carlo()
    {
        // a moving mean over a disc of radius R of white noise has the correlation of two overlapping discs, which is near a spherical model of range 2R
        var (ice, radius) = (Ice(), 6);
        var means = new List<double>();
        var predicted = new List<double>();
        for (var seed = 0; seed < 200; seed++)
        {
            var noise = Smooth(seed, radius);
            means.Add(Enumerable.Range(0, ice.Length).Where(i => ice[i]).Average(i => (double)noise.Values[i]));
            if (seed < 24)
            {
                var earlier = Coregistration.Terrain.Of(Size, Size, Cell, (x, y) => 1000 + (0.1 * x));
                var later = earlier.With([.. earlier.Values.Zip(noise.Values, (a, b) => a + b)]);
                var learnt = ElevationUncertainty.Learn(earlier, later, ice);
                Assert.Null(learnt.Flag);
                predicted.Add(learnt.Pixel / Math.Sqrt(EffectiveSamples.Of(ice, Size, Size, earlier.Transform, learnt.Model)));
            }
        }

        var real = Math.Sqrt(means.Average(m => m * m));
        var typical = Math.Sqrt(predicted.Average(p => p * p));
        TestContext.Current.TestOutputHelper?.WriteLine($"Monte Carlo {real:F4} m, predicted {typical:F4} m, single predictions {predicted.Min():F4} … {predicted.Max():F4}");
        Assert.Equal(1, typical / real, 0.2);
    }

    [Fact]
    public void Effective_samples_equal_the_double_sum_over_all_pairs()
    {
        var transform = new GeoTransform(0, 0, 10, 15);
        var mask = Enumerable.Range(0, 40 * 30).Select(i => (i * 7919) % 5 != 0 && i % 40 > 5).ToArray();
        var model = new CorrelationModel(0.3, 0.5, 60, 0.2, 250);
        var pixels = Enumerable.Range(0, mask.Length).Where(i => mask[i]).ToArray();
        double sum = 0;
        foreach (var a in pixels)
        {
            foreach (var b in pixels)
            {
                sum += model.At(Math.Sqrt(Math.Pow(((a % 40) - (b % 40)) * 10, 2) + Math.Pow(((a / 40) - (b / 40)) * 15, 2)));
            }
        }

        var exact = (double)pixels.Length * pixels.Length / sum;
        Assert.Equal(1, EffectiveSamples.Of(mask, 40, 30, transform, model) / exact, 1e-6);
    }

    [Fact]
    public void Large_areas_approach_rolstads_disc()
    {
        // Rolstad et al. (2009): N = 5 A / (π a²) where the range a is far below the glacier's size; their integral starts at the disc's centre
        var mask = new bool[600 * 600];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = Math.Pow((i % 600) - 300, 2) + Math.Pow((i / 600) - 300, 2) < 290 * 290;
        }

        var transform = new GeoTransform(0, 0, 10, 10);
        var samples = EffectiveSamples.Of(mask, 600, 600, transform, new(0, 1, 400, 0, 0));
        Assert.Equal(1, samples / (5 * mask.Count(m => m) * 100.0 / (Math.PI * 400 * 400)), 0.1);
    }

    [Fact]
    public void Uncorrelated_pixels_count_one_each_and_fully_correlated_ones_count_one()
    {
        var mask = Coregistration.Terrain.All(Coregistration.Terrain.Of(30, 30, 10, (_, _) => 0));
        var transform = new GeoTransform(0, 0, 10, 10);
        Assert.Equal(900, EffectiveSamples.Of(mask, 30, 30, transform, CorrelationModel.None), 1e-6);
        Assert.Equal(1, EffectiveSamples.Of(mask, 30, 30, transform, new(0, 0, 0, 1, 1e9)), 1e-3);
        Assert.Equal(0, EffectiveSamples.Of(new bool[900], 30, 30, transform, CorrelationModel.None));
    }

    [Fact]
    public void Area_uncertainty_of_a_disc_is_half_a_pixel_along_its_circumference()
    {
        var mask = new bool[200 * 200];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = Math.Pow((i % 200) - 100, 2) + Math.Pow((i / 200) - 100, 2) < 80 * 80;
        }

        Assert.Equal(1, MaskGeometry.AreaUncertainty(mask, 200, 200, new(0, 0, 10, 10)) / (2 * Math.PI * 800 * 5), 0.03);
    }

    private static bool[] Ice() => [.. Enumerable.Range(0, Size * Size).Select(i => i % Size is > 40 and < 80 && i / Size is > 20 and < 100)];

    private static Raster Smooth(int seed, int radius)
    {
        var random = new Random(1000 + seed);
        var wide = Size + (2 * radius);
        var white = Enumerable.Range(0, wide * wide).Select(_ => Coregistration.Terrain.Normal(random)).ToArray();
        var offsets = (from y in Enumerable.Range(-radius, (2 * radius) + 1)
                       from x in Enumerable.Range(-radius, (2 * radius) + 1)
                       where (x * x) + (y * y) <= radius * radius
                       select (y * wide) + x).ToArray();
        var noise = new Raster(Size, Size, new(0, Size * Cell, Cell, Cell), ReferenceSystem.Unknown);
        for (var i = 0; i < noise.Values.Length; i++)
        {
            var centre = (((i / Size) + radius) * wide) + (i % Size) + radius;
            noise.Values[i] = (float)(2 * offsets.Sum(o => white[centre + o]) / Math.Sqrt(offsets.Length));
        }

        return noise;
    }
}
