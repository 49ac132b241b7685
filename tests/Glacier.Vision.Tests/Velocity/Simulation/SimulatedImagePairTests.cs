using Glacier.Terrain.Change;
using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Vision.Tests.Velocity.Simulation;

public class SimulatedImagePairTests
{
    [Fact]
    public void Ice_is_followed_along_circles_of_a_turning_field()
    {
        var (east, north) = (new float[60 * 60], new float[60 * 60]);
        for (var i = 0; i < east.Length; i++)
        {
            (east[i], north[i]) = ((float)(10 * (29.5 - (i / 60))) * -0.1f, (float)(10 * ((i % 60) - 29.5)) * 0.1f);
        }

        var flow = new FlowMap(Texture.Raster(east, 60), Texture.Raster(north, 60));
        var (x0, y0) = (600_300 + 100.0, 5_199_700.0);
        var (x, y) = flow.Follow(x0, y0, 5);
        Assert.Equal(600_300 + (100 * Math.Cos(0.5)), x, 0.01);
        Assert.Equal(5_199_700 + (100 * Math.Sin(0.5)), y, 0.01);
        var (backX, backY) = flow.Follow(x, y, -5);
        Assert.Equal(x0, backX, 0.01);
        Assert.Equal(y0, backY, 0.01);
    }

    // without snow, noise and a change of light the second image is the first one moved
    [Fact]
    public void The_second_image_fetched_back_by_the_truth_is_the_first()
    {
        var pair = Block(new SimulatedImageOptions(Noise: 0, SnowCover: 0, SunAzimuths: (150, 150), SunElevations: (50, 50), Haze: 0, ShiftX: 0.3));
        var back = Bicubic.Warp(pair.Second.Values, pair.First.Width, pair.First.Height, pair.Truth.X, pair.Truth.Y);
        var inside = MaskGeometry.Erode(pair.Ice, pair.First.Width, pair.First.Height, 12);
        var differences = Enumerable.Range(0, back.Length).Where(i => inside[i]).Select(i => Math.Abs(back[i] - pair.First.Values[i])).Order().ToList();
        var contrast = Enumerable.Range(0, back.Length).Where(i => inside[i]).Select(i => (double)pair.First.Values[i]).ToList();
        var spread = Math.Sqrt(contrast.Average(v => v * v) - Math.Pow(contrast.Average(), 2));
        Assert.True(differences[(int)(0.9 * differences.Count)] < 0.15 * spread, $"{differences[(int)(0.9 * differences.Count)]} of {spread}");
        Assert.True(pair.Truth.X.Max() > 2);
    }

    [Fact]
    public void Another_seed_is_another_picture_and_the_same_the_same()
    {
        var (a, b, c) = (Block(new()), Block(new()), Block(new(Seed: 2)));
        Assert.Equal(a.Second.Values, b.Second.Values);
        Assert.NotEqual(a.Second.Values, c.Second.Values);
    }

    [Fact]
    public void Horn_Schunck_is_no_worse_than_correlation_and_stable_ground_stands_after_correction()
    {
        var glacier = GlacierSimulation.Run(new SimulationOptions([1960], 128, 50, 7));
        var pair = SimulatedImagePair.Of(glacier.Years[0], new SimulatedImageOptions(PixelSize: 16, Days: 120, ShiftX: 0.37, ShiftY: -0.22));
        var (width, height) = (pair.First.Width, pair.First.Height);
        var images = Prefilter.Sobel.Pair(pair.First.Values, pair.Second.Values, width, height) with { Region = pair.Ice };
        var hs = Rmse(HornSchunck.Estimate(images, new(LargestDisplacement: 10)).Field, pair);
        var ncc = Rmse(CrossCorrelation.Estimate(images, new(LargestDisplacement: 10)), pair);
        TestContext.Current.TestOutputHelper?.WriteLine($"hs {hs}, ncc {ncc}");
        Assert.True(hs.Ice <= ncc.Ice, $"hs {hs.Ice} px, ncc {ncc.Ice} px");
        Assert.InRange(hs.Stable, 0, 0.05);
    }

    private static (double Ice, double Stable) Rmse(FlowField field, SimulatedImagePair pair)
    {
        var stable = MaskGeometry.Dilate(pair.Ice, field.Width, field.Height, 6);
        var (x, y) = (new List<float>(), new List<float>());
        for (var i = 0; i < stable.Length; i++)
        {
            if (!stable[i] && float.IsFinite(field.X[i]))
            {
                x.Add(field.X[i]);
                y.Add(field.Y[i]);
            }
        }

        var shift = StableShift.Of(x.ToArray(), y.ToArray());
        double sum = 0;
        var count = 0;
        for (var i = 0; i < stable.Length; i++)
        {
            if (pair.Ice[i] && float.IsFinite(field.X[i]))
            {
                sum += Math.Pow(field.X[i] - shift.X - (pair.Truth.X[i] - pair.Options.ShiftX), 2) + Math.Pow(field.Y[i] - shift.Y - (pair.Truth.Y[i] - pair.Options.ShiftY), 2);
                count++;
            }
        }

        // what the correction leaves: the estimated shift against the true misregistration
        var left = Math.Sqrt(Math.Pow(shift.X - pair.Options.ShiftX, 2) + Math.Pow(shift.Y - pair.Options.ShiftY, 2));
        return (Math.Sqrt(sum / count), left);
    }

    // a sheared stream of ice across a tilted plane
    private static SimulatedImagePair Block(SimulatedImageOptions options)
    {
        const int Size = 48;
        var (surface, ice, east, north) = (new float[Size * Size], new float[Size * Size], new float[Size * Size], new float[Size * Size]);
        for (var i = 0; i < surface.Length; i++)
        {
            var (column, row) = (i % Size, i / Size);
            surface[i] = 2500 - (2f * column) + (1.5f * MathF.Sin(row / 3f));
            var across = 1 - Math.Pow((row - 24) / 16.0, 2);
            ice[i] = (float)(40 * across);
            east[i] = (float)Math.Max(250 * across, 0);
        }

        return SimulatedImagePair.Of(Texture.Raster(surface, Size, 30), ice, new FlowMap(Texture.Raster(east, Size, 30), Texture.Raster(north, Size, 30)), options);
    }
}
