using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Tests.Velocity.Flow;

public class FlowWarpTests
{
    [Fact]
    public void A_quadratic_surface_is_brought_back_exactly_at_fractions_of_a_pixel()
    {
        const int Side = 24;
        var (first, second) = (new float[Side * Side], new float[Side * Side]);
        var flow = FlowField.Zero(Side, Side);
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            first[i] = Surface(x, y);
            second[i] = Surface(x - 1.3f, y + 0.6f);
            (flow.X[i], flow.Y[i]) = (1.3f, -0.6f);
        }

        var back = FlowWarp.Back(second, flow);
        for (var y = 4; y < Side - 4; y++)
        {
            for (var x = 4; x < Side - 4; x++)
            {
                Assert.Equal(first[(y * Side) + x], back[(y * Side) + x], 1e-3);
            }
        }

        static float Surface(float x, float y) => (0.02f * x * x) - (0.01f * x * y) + (0.03f * y * y) + (0.4f * x) - y;
    }

    [Fact]
    public void Where_the_flow_is_unknown_or_leaves_the_image_there_is_nothing()
    {
        var ones = Enumerable.Repeat(1f, 64).ToArray();
        var flow = FlowField.Zero(8, 8);
        flow.X[10] = float.NaN;
        flow.X[12] = 20;
        var back = FlowWarp.Back(ones, flow);
        Assert.Equal((0f, 0f, 1f), (back[10], back[12], back[11]));
    }
}
