using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Masks;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Tests.Velocity.Masks;

public class CloudMaskTests
{
    [Fact]
    public void A_bright_cloud_and_a_dark_shadow_fail_the_brightness_test_and_clear_ground_passes()
    {
        var pair = Texture.Shifted(200, 200, 0, 0);
        Change(pair.Second[0], 40, 40, 40, v => v + 900);
        Change(pair.Second[0], 120, 120, 40, v => v * 0.3f);
        var cloud = CloudMask.ByBrightness(pair.First[0], Array.ConvertAll(pair.Second[0], v => (0.9f * v) + 50), 200, 200);
        Assert.True(cloud[(60 * 200) + 60] && cloud[(140 * 200) + 140]);
        Assert.False(cloud[(60 * 200) + 140] || cloud[(140 * 200) + 60]);
    }

    [Fact]
    public void Where_the_ground_is_hidden_the_images_do_not_correlate()
    {
        var pair = Texture.Shifted(160, 160, 2, -1);
        var random = new Random(3);
        Change(pair.Second[0], 30, 90, 50, _ => (float)(1000 + (140 * random.NextDouble())));
        var filtered = Prefilter.Contrast.Pair(pair.First[0], pair.Second[0], 160, 160);
        var flow = FlowField.Zero(160, 160);
        Array.Fill(flow.X, 2);
        Array.Fill(flow.Y, -1);
        var correlation = CloudMask.LocalCorrelation(filtered, flow);
        Assert.InRange(correlation[(115 * 160) + 53], -0.3f, 0.3f);
        Assert.InRange(correlation[(50 * 160) + 100], 0.95f, 1.001f);
    }

    private static void Change(float[] image, int left, int top, int side, Func<float, float> to)
    {
        var width = (int)Math.Sqrt(image.Length);
        for (var row = top; row < top + side; row++)
        {
            for (var column = left; column < left + side; column++)
            {
                image[(row * width) + column] = to(image[(row * width) + column]);
            }
        }
    }
}
