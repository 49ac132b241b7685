using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Coregistration;

public class NuthKaabTests
{
    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(-0.3, 0.7)]
    [InlineData(0.5, -0.5)]
    [InlineData(-1.4, -0.4)]
    [InlineData(2.25, 1.1)]
    [InlineData(-3, 0.3)]
    [InlineData(3, -3)]
    [InlineData(-2.6, 2.9)]
    public void A_shift_put_into_aletsch_is_recovered(double columns, double rows)
    {
        foreach (var (dz, cubic) in new[] { (5.0, false), (-5.0, false), (5.0, true) })
        {
            var reference = Aletsch.Dem(2009);
            var shifted = cubic
                ? IndependentShift.Cubic(reference, columns * 100, rows * 100, dz)
                : IndependentShift.Lanczos(reference, columns * 100, rows * 100, dz);
            var stable = StableGround.Mask(reference, shifted, Aletsch.Ice1880());
            var result = NuthKaab.Align(reference, shifted, stable);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{columns} {rows} {dz} {(cubic ? "cubic" : "Lanczos")}: {result.Dx / 100 + columns:F4} px, {result.Dy / 100 + rows:F4} px, {result.Dz + dz:F4} m, {result.Iterations} steps, NMAD {result.Before.Nmad:F2} to {result.After.Nmad:F2}");
            Assert.True(result.Improved, result.Reason);
            Assert.Equal(-columns, result.Dx / 100, 0.05);
            Assert.Equal(-rows, result.Dy / 100, 0.05);
            Assert.Equal(-dz, result.Dz, 0.05);
            Assert.True(result.After.Nmad < result.Before.Nmad);
        }
    }

    [Theory]
    [InlineData(0.37, -1.21, 2.5, 1)]
    [InlineData(-2.5, 0.01, -4, 2)]
    public void Noise_in_both_dems_does_not_bias_the_shift(double columns, double rows, double dz, int seed)
    {
        var mountains = Terrain.Mountains(seed, 20);
        var reference = Terrain.WithNoise(Terrain.Of(200, 180, 20, mountains), 2, seed + 10);
        var dem = Terrain.WithNoise(Terrain.Of(200, 180, 20, (x, y) => mountains(x - (columns * 20), y - (rows * 20)) + dz), 2, seed + 20);
        var result = NuthKaab.Align(reference, dem, Terrain.All(reference));
        Assert.True(result.Improved, result.Reason);
        // four standard errors of a fit to white noise, and 0.01 px for the interpolation of noise
        Assert.Equal(-columns * 20, result.Dx, 0.2 + (4 * result.ShiftUncertainty));
        Assert.Equal(-rows * 20, result.Dy, 0.2 + (4 * result.ShiftUncertainty));
        Assert.Equal(-dz, result.Dz, 0.1);
    }

    [Fact]
    public void Gross_errors_on_a_tenth_of_the_ground_do_not_move_the_result()
    {
        var mountains = Terrain.Mountains(3, 20);
        var reference = Terrain.Of(160, 160, 20, mountains);
        var dem = Terrain.Of(160, 160, 20, (x, y) => mountains(x - 14, y + 9) + 1);
        for (var i = 0; i < dem.Values.Length; i++)
        {
            dem.Values[i] += i % 160 < 16 ? 60 : 0;
        }

        var result = NuthKaab.Align(reference, dem, Terrain.All(reference));
        Assert.Equal(-14, result.Dx, 0.2);
        Assert.Equal(9, result.Dy, 0.2);
        Assert.Equal(-1, result.Dz, 0.05);
    }

    [Fact]
    public void A_tilted_plane_is_found_with_the_shift()
    {
        var mountains = Terrain.Mountains(4, 20);
        var reference = Terrain.Of(160, 160, 20, mountains);
        var dem = Terrain.Of(160, 160, 20, (x, y) => mountains(x - 14, y + 9) + (0.002 * (x - 1600)) - (0.001 * (y - 1600)));
        var result = NuthKaab.Align(reference, dem, Terrain.All(reference), new(FitTilt: true));
        Assert.True(result.Improved, result.Reason);
        Assert.Equal(-14, result.Dx, 0.2);
        Assert.Equal(9, result.Dy, 0.2);
        Assert.Equal(-0.002, result.Tilt!.Value.A, 2e-5);
        Assert.Equal(0.001, result.Tilt!.Value.B, 2e-5);
        Assert.True(result.After.Nmad < 0.1);
    }

    [Fact]
    public void Flat_ground_is_refused_and_the_original_kept()
    {
        var flat = Terrain.Of(120, 120, 20, (_, _) => 1000);
        var dem = Terrain.WithNoise(flat, 2, 1);
        Refused(Terrain.WithNoise(flat, 2, 2), dem, Terrain.All(flat), "flat");
    }

    [Fact]
    public void A_plane_of_one_aspect_is_refused()
    {
        var plane = Terrain.Of(120, 120, 20, (x, y) => 1000 + (0.3 * x) + (0.1 * y));
        var dem = Terrain.Of(120, 120, 20, (x, y) => 1005 + (0.3 * x) + (0.1 * y));
        Refused(plane, dem, Terrain.All(plane), "one aspect");
    }

    [Fact]
    public void Too_few_pixels_are_refused()
    {
        var dem = Terrain.Of(60, 60, 20, Terrain.Mountains(5, 20));
        var few = new bool[3600];
        Array.Fill(few, true, 1000, 150);
        Refused(dem, dem.With([.. dem.Values]), few, "too few");
        Refused(dem, dem.With([.. dem.Values]), new bool[3600], "too few");
    }

    [Fact]
    public void Dems_that_agree_are_left_as_they_are()
    {
        var dem = Terrain.Of(100, 100, 20, Terrain.Mountains(6, 20));
        var copy = dem.With([.. dem.Values]);
        Refused(dem, copy, Terrain.All(dem), "alignment would");
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(8, 7)]
    [InlineData(9, 10)]
    [InlineData(11, 12)]
    [InlineData(13, 14)]
    [InlineData(15, 16)]
    public void Terrain_of_another_place_is_refused(int here, int there)
    {
        var reference = Terrain.Of(120, 120, 20, Terrain.Mountains(here, 20));
        var other = Terrain.Of(120, 120, 20, Terrain.Mountains(there, 20));
        Refused(reference, other, Terrain.All(reference), "");
    }

    [Fact]
    public void Inputs_are_never_changed_and_statistics_share_their_pixels()
    {
        var mountains = Terrain.Mountains(9, 20);
        var reference = Terrain.Of(120, 120, 20, mountains);
        var dem = Terrain.Of(120, 120, 20, (x, y) => mountains(x - 30, y) + 3);
        dem[50, 50] = float.NaN;
        float[] before = [.. dem.Values];
        var result = NuthKaab.Align(reference, dem, Terrain.All(reference));
        Assert.Equal(before, dem.Values);
        Assert.Equal(result.Before.Count, result.After.Count);
        Assert.True(float.IsNaN(result.Aligned.Values[^1]) || float.IsNaN(result.Aligned.Values[119]));
    }

    private static void Refused(Raster reference, Raster dem, bool[] stable, string because)
    {
        var result = NuthKaab.Align(reference, dem, stable);
        Assert.False(result.Improved);
        Assert.Contains(because, result.Reason, StringComparison.Ordinal);
        Assert.Same(dem, result.Aligned);
        Assert.Equal((0, 0, 0), (result.Dx, result.Dy, result.Dz));
        Assert.Equal(result.Before, result.After);
    }
}
