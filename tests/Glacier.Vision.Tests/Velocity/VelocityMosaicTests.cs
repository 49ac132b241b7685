using Glacier.Vision.Velocity;

namespace Glacier.Vision.Tests.Velocity;

public class VelocityMosaicTests
{
    [Fact]
    public void The_mean_weighs_by_error_and_counts()
    {
        var mosaic = new VelocityMosaic(Map(0, 1, 2020).Grid, null);
        mosaic.Add(Map(100, 10, 2020));
        mosaic.Add(Map(130, 20, 2020));
        var mean = mosaic.Mean();
        Assert.Equal(106, mean.Vx[0], 0.1f);
        Assert.Equal(2, mean.Count[0]);

        // formal 1 / √(1/10² + 1/20²) = 8.9; the scatter about the mean says 12
        Assert.Equal(12, mean.VxError[0], 0.1f);
    }

    [Fact]
    public void A_pair_far_from_all_others_is_left_out()
    {
        var mosaic = new VelocityMosaic(Map(0, 1, 2020).Grid, null);
        foreach (var speed in new float[] { 100, 101, 99, 102, 900 })
        {
            mosaic.Add(Map(speed, 2, 2020));
        }

        Assert.Equal(4, mosaic.Mean().Count[0]);
        Assert.Equal(100.5, mosaic.Mean().Vx[0], 0.1f);
    }

    [Fact]
    public void Years_are_those_of_the_middles_and_gaps_stay_gaps()
    {
        var mosaic = new VelocityMosaic(Map(0, 1, 2020).Grid, null);
        mosaic.Add(Map(100, 10, 2020));
        mosaic.Add(Map(200, 10, 2021));
        Assert.Equal([2020, 2021], mosaic.Years);
        Assert.Equal(200, mosaic.Mean(2021).Vx[0], 0.2f);
        Assert.True(float.IsNaN(mosaic.Mean().Vx[1]));
        Assert.Equal(0, mosaic.Mean().Count[1]);
    }

    [Fact]
    public void The_flow_line_follows_the_flow_from_end_to_end()
    {
        // a quarter turn about the lower left corner between radii 30 and 70
        const int Size = 100;
        var (vx, vy) = (new float[Size * Size], new float[Size * Size]);
        for (var i = 0; i < vx.Length; i++)
        {
            var (x, y) = ((i % Size) + 0.5, Size - ((i / Size) + 0.5));
            var r = Math.Sqrt((x * x) + (y * y));
            var inside = r is > 30 and < 70;
            (vx[i], vy[i]) = inside ? ((float)(100 * y / r), (float)(-100 * x / r)) : (float.NaN, float.NaN);
        }

        var grid = Texture.Raster(vx, Size).Grid;
        var map = new VelocityMap(grid, vx, vy, vx, vy, new float[vx.Length], new DateOnly(2020, 1, 1), new DateOnly(2020, 2, 1));
        var line = FlowLine.Central(map);
        var radii = line.Select(p => Math.Sqrt(Math.Pow((p.X - grid.Transform.West) / 10, 2) + Math.Pow(Size - ((grid.Transform.North - p.Y) / 10), 2))).ToList();
        Assert.All(radii, r => Assert.Equal(50, r, 2.5));
        Assert.True(line.Count > 2 * 50 * Math.PI / 2 * 0.95, $"{line.Count} points");
        Assert.True(line[0].Y > line[^1].Y && line[0].X < line[^1].X, "from upstream to downstream");
    }

    [Fact]
    public void Strain_along_the_flow_is_told_from_shear()
    {
        // flow at 30° that speeds up by 0.2 per year along itself and by 0.1 per year across
        const int Size = 30;
        var (c, s) = (Math.Cos(Math.PI / 6), Math.Sin(Math.PI / 6));
        var (vx, vy) = (new float[Size * Size], new float[Size * Size]);
        for (var i = 0; i < vx.Length; i++)
        {
            var (x, y) = (10.0 * (i % Size), -10.0 * (i / Size));
            var speed = 1000 + (0.2 * ((c * x) + (s * y))) + (0.1 * ((-s * x) + (c * y)));
            (vx[i], vy[i]) = ((float)(speed * c), (float)(speed * s));
        }

        var map = new VelocityMap(Texture.Raster(vx, Size).Grid, vx, vy, vx, vy, vx, new DateOnly(2020, 1, 1), new DateOnly(2020, 2, 1));
        var (along, shear) = GlaftMetrics.Strain(map);
        Assert.Equal(0.2, along[(15 * Size) + 15], 1e-3);
        Assert.Equal(0.05, shear[(15 * Size) + 15], 1e-3);
    }

    private static VelocityMap Map(float speed, float error, int year)
    {
        float[] With(float value) => [value, float.NaN, value, value];
        return new VelocityMap(Texture.Raster(new float[4], 2).Grid, With(speed), With(0), With(error), With(error), [1, 0, 1, 1], new DateOnly(year, 6, 1), new DateOnly(year, 8, 1));
    }
}
