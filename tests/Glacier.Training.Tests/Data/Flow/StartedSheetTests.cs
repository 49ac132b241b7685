using Glacier.Training.Data.Flow;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Training.Tests.Data.Flow;

public class StartedSheetTests
{
    private const int Width = 150;
    private const int Height = 130;
    private const int Side = 64;

    // half precision of a displacement below 4 pixels
    private const double Rounding = 0.005;

    private static readonly Lazy<(PairSheet Sheet, bool[] Ice, StartedSheet Started)> s_made = new(() =>
    {
        var random = new Random(8);
        var canvas = new TextureCanvas(256, 256, Smoothing.Gaussian([.. Enumerable.Range(0, 256 * 256).Select(_ => random.NextSingle())], 256, 256, 1.2), 1);
        var (first, second, x, y, ice) = (new float[Width * Height], new float[Width * Height], new float[Width * Height], new float[Width * Height], new bool[Width * Height]);
        for (var i = 0; i < first.Length; i++)
        {
            var (column, row) = (i % Width, i / Width);
            ice[i] = column is > 40 and < 110;
            (x[i], y[i]) = ice[i] ? (0.3f, 1.6f) : (0.3f, 0.1f);
            first[i] = canvas.Cubic(column + 50 + x[i], row + 60 + y[i]);
            second[i] = canvas.Cubic(column + 50, row + 60);
        }

        var sheet = PairSheet.Of(Width, Height, first, second, x, y, [.. Enumerable.Repeat(1f, Width * Height)]);
        return (sheet, ice, StartedSheet.Of(sheet, ice, ice, 4));
    });

    [Fact]
    public void The_residual_and_the_start_sum_to_the_truth()
    {
        var (sheet, _, started) = s_made.Value;
        for (var turn = 0; turn < 8; turn++)
        {
            var (batch, patch) = (Batch(started, turn), new FlowPatch(Side));
            sheet.Cut(30, 20, turn, patch);
            for (var i = 0; i < Side * Side; i++)
            {
                Assert.Equal(patch.X[i], batch.Flow[i] + (4 * batch.Start![i]), Rounding);
                Assert.Equal(patch.Y[i], batch.Flow[(Side * Side) + i] + (4 * batch.Start[(Side * Side) + i]), Rounding);
            }
        }
    }

    [Fact]
    public void Little_is_left_after_the_start()
    {
        var batch = Batch(s_made.Value.Started, 0);
        Assert.InRange(Math.Sqrt(batch.Flow.Average(left => left * left)), 0.001, 0.15);
        Assert.InRange(batch.First.Zip(batch.Second, (a, b) => Math.Abs(a - b)).Average(), 0, 0.1);
    }

    [Fact]
    public void Gradients_turn_with_the_picture()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            var batch = Batch(s_made.Value.Started, turn);
            var gradients = Sobel.Gradients(batch.First[..(Side * Side)], Side, Side);
            for (var i = 0; i < Side * Side; i++)
            {
                // channels: 0.4 of the contrast, 1.2 of its gradients
                if (Math.Abs(3 * gradients[0][i]) < 1.5 && Math.Abs(3 * gradients[1][i]) < 1.5)
                {
                    Assert.Equal(3 * gradients[0][i], batch.First[(Side * Side) + i], 0.06);
                    Assert.Equal(3 * gradients[1][i], batch.First[(2 * Side * Side) + i], 0.06);
                }
            }
        }
    }

    [Fact]
    public void Ice_counts_twice_as_much_as_rock_and_the_outline_is_told()
    {
        var (_, ice, started) = s_made.Value;
        var batch = Batch(started, 0);
        for (var i = 0; i < Side * Side; i++)
        {
            var isIce = ice[((20 + (i / Side)) * Width) + 30 + (i % Side)];
            Assert.Equal(isIce ? 1 : 0.5, batch.Weight[i], 1e-3);
            Assert.Equal(isIce ? 1 : -1, batch.Start![(7 * Side * Side) + i]);
        }

        Assert.All(StartedSheet.Of(s_made.Value.Sheet, ice, null, 4).Planes[13], outline => Assert.Equal(0, (float)outline));
    }

    [Fact]
    public void Pairs_with_a_start_are_a_function_of_seed_and_step_alone()
    {
        var configuration = new FlowDataConfiguration
        {
            Start = FlowStart.HornSchunck,
            Side = Side,
            LargestDisplacement = 3,
            SimulatedShare = 0,
            DrawnShare = 1,
            WarpedShare = 0,
            LabelledShare = 0,
            DrawnSurfaces = 1,
            DrawnSide = 256,
            StartedSheets = 2,
            StartedSide = 96,
        };
        var (data, other) = (new FlowData(configuration, "", 1), new FlowData(configuration, "", 2));
        data.Train(5, 2);
        Assert.Equal(data.Train(3, 4).Start, new FlowData(configuration, "", 1).Train(3, 4).Start);
        Assert.NotEqual(data.Train(3, 4).First, other.Train(3, 4).First);
        Assert.Equal(data.Validate(1, 2).Flow, other.Validate(1, 2).Flow);
        Assert.Equal(data.Validate(0, 3).Flow[(2 * 2 * Side * Side)..], other.Validate(2, 1).Flow);
    }

    private static FlowBatch Batch(StartedSheet sheet, int turn)
    {
        var size = Side * Side;
        var batch = new FlowBatch(1, Side, new float[3 * size], new float[3 * size], new float[2 * size], new float[size], new float[HornSchunckStart.Planes * size]);
        sheet.Cut(30, 20, turn, 1, 0, batch);
        return batch;
    }
}
