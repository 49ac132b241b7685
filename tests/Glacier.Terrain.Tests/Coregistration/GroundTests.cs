using Glacier.Terrain.Coregistration;

namespace Glacier.Terrain.Tests.Coregistration;

public class GroundTests
{
    [Fact]
    public void Statistics_equal_those_of_a_sorted_list()
    {
        var random = new Random(1);
        foreach (var count in new[] { 1, 2, 7, 100, 999, 1000, 1001, 54321 })
        {
            var values = Enumerable.Range(0, count).Select(_ => (float)(Terrain.Normal(random) * 3) + 1).ToArray();
            var s = DifferenceStatistics.Of([.. values, float.NaN]);
            Assert.Equal(count, s.Count);
            Assert.Equal(Quantile(values, 0.5), s.Median, 1e-5);
            Assert.Equal(Quantile(values, 0.05), s.P05, 1e-5);
            Assert.Equal(Quantile(values, 0.25), s.P25, 1e-5);
            Assert.Equal(Quantile(values, 0.75), s.P75, 1e-5);
            Assert.Equal(Quantile(values, 0.95), s.P95, 1e-5);
            Assert.Equal(1.4826 * Quantile([.. values.Select(v => Math.Abs(v - (float)s.Median))], 0.5), s.Nmad, 1e-4);
            Assert.Equal(values.Average(v => (double)v), s.Mean, 1e-6);
            Assert.Equal((s.Mean * s.Mean) + (s.StandardDeviation * s.StandardDeviation), s.Rmse * s.Rmse, 1e-4);
        }
    }

    [Fact]
    public void Distances_equal_brute_force()
    {
        var random = new Random(2);
        var mask = Enumerable.Range(0, 31 * 23).Select(_ => random.Next(40) == 0).ToArray();
        var distance = DistanceTransform.ToNearest(mask, 31, 23, 10, 25);
        for (var i = 0; i < mask.Length; i++)
        {
            var nearest = Enumerable.Range(0, mask.Length).Where(k => mask[k]).Min(k =>
                Math.Sqrt(Math.Pow(((k % 31) - (i % 31)) * 10, 2) + Math.Pow(((k / 31) - (i / 31)) * 25, 2)));
            Assert.Equal(nearest, distance[i], 1e-2);
        }

        Assert.All(DistanceTransform.ToNearest(new bool[12], 4, 3), d => Assert.True(float.IsPositiveInfinity(d)));
    }

    [Fact]
    public void Stable_ground_keeps_off_ice_cliffs_outliers_and_voids()
    {
        var reference = Terrain.Of(60, 60, 10, (x, _) => x > 500 ? 3 * x : 0.1 * x);
        var dem = Terrain.WithNoise(reference, 1, 3);
        dem[20, 20] += 80;
        dem[21, 40] = float.NaN;
        var ice = new bool[3600];
        ice[(30 * 60) + 10] = true;
        var mask = StableGround.Mask(reference, dem, ice, new(BufferMetres: 50, MaximumSlopeDegrees: 45, OutlierNmad: 6));
        Assert.False(mask[(30 * 60) + 10]);
        Assert.False(mask[(30 * 60) + 15]);
        Assert.True(mask[(30 * 60) + 16]);
        Assert.False(mask[(20 * 60) + 20]);
        Assert.False(mask[(40 * 60) + 21]);
        Assert.False(mask[(30 * 60) + 55]);
        Assert.Throws<ArgumentException>(() => StableGround.Mask(reference, dem, new bool[10]));
    }

    [Fact]
    public void Moving_a_plane_moves_the_plane()
    {
        var plane = Terrain.Of(40, 30, 10, (x, y) => (0.5 * x) - (0.3 * y));
        var moved = CubicShift.Move(plane, 13.7, -8.2);
        var known = 0;
        for (var i = 0; i < moved.Values.Length; i++)
        {
            if (float.IsFinite(moved.Values[i]))
            {
                // the spline mirrors the raster at its border, a kink in a plane that fades within eight pixels
                var (column, row) = (i % 40, i / 40);
                var inside = column is >= 8 and < 32 && row is >= 8 and < 22;
                Assert.Equal(plane.Values[i] - (0.5 * 13.7) + (0.3 * -8.2), moved.Values[i], inside ? 2e-3 : 1);
                known++;
            }
        }

        Assert.Equal(38 * 29, known);
    }

    private static double Quantile(float[] values, double fraction)
    {
        var sorted = values.Order().ToArray();
        var position = fraction * (sorted.Length - 1);
        var low = (int)position;
        return sorted[low] + ((position - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
    }
}
