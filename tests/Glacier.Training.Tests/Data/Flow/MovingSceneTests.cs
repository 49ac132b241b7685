using Glacier.Training.Data;
using Glacier.Training.Data.Flow;

namespace Glacier.Training.Tests.Data.Flow;

public class MovingSceneTests
{
    private const int Side = 48;

    // cubic convolution keeps planes, so that on a slope a motion shows as slope times motion, to the last digit
    [Fact]
    public void On_a_slope_brightness_changes_by_slope_times_motion()
    {
        var slope = Canvas((x, y) => (0.002f * x) + (0.003f * y));
        var pose = new CanvasPose(1, 0, 0, 1, 40, 40);
        var patch = new FlowPatch(Side);
        MovingScene.Paint(slope, pose, slope, pose, GlacierFlow.Uniform(2.3f, -1.7f, Side), 0, 0, patch);
        Assert.All(patch.X, x => Assert.Equal(2.3, x, 1e-3));
        Assert.All(patch.Y, y => Assert.Equal(-1.7, y, 1e-3));
        Assert.All(Enumerable.Range(0, Side * Side), i => Assert.Equal((0.002 * 2.3) - (0.003 * 1.7), patch.First[i] - patch.Second[i], 1e-5));
    }

    [Fact]
    public void A_misregistration_moves_rock_and_ice_alike()
    {
        var slope = Canvas((x, y) => 0.004f * x);
        var pose = new CanvasPose(1, 0, 0, 1, 40, 40);
        var patch = new FlowPatch(Side);
        MovingScene.Paint(slope, pose, slope, pose, GlacierFlow.Uniform(0, 0, Side), 0.75f, 0.5f, patch);
        Assert.All(patch.X, x => Assert.Equal(0.75f, x));

        // what stood at x is found at x + 0.75, so the second image is the darker one on a slope that rises to the right
        Assert.All(Enumerable.Range(0, Side * Side), i => Assert.Equal(0.004 * 0.75, patch.First[i] - patch.Second[i], 1e-5));
    }

    [Fact]
    public void Glacier_flow_is_within_its_limit_zero_outside_and_slower_at_the_margin()
    {
        var fields = Enumerable.Range(0, 200).Select(k => GlacierFlow.Draw(new SeededRandom(5, k), Side, 6)).ToList();
        var (ice, rock) = (0, 0);
        foreach (var field in fields)
        {
            for (var i = 0; i < Side * Side; i += 7)
            {
                var inside = field.At(i % Side, i / Side, out var u, out var v);
                Assert.InRange(Math.Sqrt((u * u) + (v * v)), 0, 6.001);
                (ice, rock) = (ice + (inside >= 0.5 ? 1 : 0), rock + (inside < 0.5 ? 1 : 0));
            }
        }

        Assert.InRange((double)ice / (ice + rock), 0.3, 0.95);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Turned_pairs_carry_their_vectors_with_them(int turn)
    {
        // a bright dot that moves by (5, −3): wherever the turn puts it, its vector ends on the second image's dot
        const int Size = 40;
        var (first, second) = (new float[Size * Size], new float[Size * Size]);
        var (x, y) = (Enumerable.Repeat(5f, Size * Size).ToArray(), Enumerable.Repeat(-3f, Size * Size).ToArray());
        Array.Fill(first, 0.1f);
        Array.Fill(second, 0.1f);
        first[(22 * Size) + 15] = 1;
        second[(19 * Size) + 20] = 1;
        var sheet = PairSheet.Of(Size, Size, first, second, x, y, Enumerable.Repeat(1f, Size * Size).ToArray());
        var patch = new FlowPatch(32);
        sheet.Cut(3, 2, turn, patch);
        var (from, to) = (Array.IndexOf(patch.First, patch.First.Max()), Array.IndexOf(patch.Second, patch.Second.Max()));
        Assert.Equal((to % 32, to / 32), ((from % 32) + (int)patch.X[from], (from / 32) + (int)patch.Y[from]));
    }

    [Fact]
    public void A_pose_along_a_heading_lays_the_heading_along_the_rows()
    {
        var canvas = Canvas((_, _) => 0);
        for (var k = 0; k < 50; k++)
        {
            var heading = 0.37 * k;
            var pose = CanvasPose.Draw(new SeededRandom(3, k), canvas, 32, 2, 1.2, heading);
            var (x0, y0) = pose.Of(0, 0);
            var (x1, y1) = pose.Of((float)Math.Cos(heading), (float)Math.Sin(heading));
            Assert.Equal(0, y1 - y0, 1e-3);
            Assert.True(Math.Abs(x1 - x0) > 0.9);
        }
    }

    private static TextureCanvas Canvas(Func<int, int, float> value) => new(200, 200, [.. Enumerable.Range(0, 200 * 200).Select(i => value(i % 200, i / 200))], 1);
}
