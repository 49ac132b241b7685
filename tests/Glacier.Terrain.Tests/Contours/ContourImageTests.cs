using Glacier.Terrain.Contours;

namespace Glacier.Terrain.Tests.Contours;

public sealed class ContourImageTests
{
    [Fact]
    public void One_scale_for_all_years_shows_a_lower_surface_lower()
    {
        var early = Level(1000, 2600);
        var late = Level(1000, 2500);
        var scale = ContourScale.Of([early, late, Level(1000, 2000), Level(1000, 3000)]);
        var (above, below) = (Row(ContourImage.Draw(early, scale)), Row(ContourImage.Draw(late, scale)));
        Assert.Equal(256 * 100 / (scale.Highest - scale.Lowest), below - above, 1.01);
        Assert.True(scale.Lowest < 2000 && scale.Highest > 3000);
    }

    [Fact]
    public void Line_stands_where_the_scale_puts_it_and_is_white_on_black()
    {
        var scale = new ContourScale(2560, 1000, 1256);
        var pixels = ContourImage.Draw(Level(2560, 1100.5), scale, smooth: false);
        Assert.Equal(256 * 256, pixels.Length);
        for (var i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(i / 256 == 155 ? 255 : 0, pixels[i]);
        }
    }

    [Fact]
    public void Smooth_line_is_as_bright_as_the_whole_pixel_line()
    {
        var scale = new ContourScale(1000, 0, 1000);
        var slope = new Profile([0, 1000], [0, 1000], [0, 0], [103, 917]);
        var (smooth, whole) = (ContourImage.Draw(slope, scale), ContourImage.Draw(slope, scale, smooth: false));
        Assert.All(whole, value => Assert.True(value is 0 or 255));
        Assert.Contains(smooth, value => value is > 0 and < 255);
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.True(whole[i] == 0 || smooth[i] > 90, "the smooth line leaves the exact one");
        }
    }

    [Fact]
    public void Gap_in_a_profile_is_a_gap_in_the_line()
    {
        var profile = Level(1000, 500);
        for (var k = 40; k < 60; k++)
        {
            profile.Elevation[k] = float.NaN;
        }

        var pixels = ContourImage.Draw(profile, new ContourScale(1000, 0, 1000));
        var columns = Enumerable.Range(0, 256).Where(c => Enumerable.Range(0, 256).All(r => pixels[(r * 256) + c] == 0)).ToList();
        Assert.InRange(columns.Count, 48, 54);
        Assert.Throws<ArgumentException>(() => ContourScale.Of([new Profile([0, 1], [0, 1], [0, 0], [float.NaN, float.NaN])]));
    }

    [Fact]
    public void View_of_a_plain_has_its_skyline_and_no_edges()
    {
        // inverse depth of a plane is linear in the row
        var (skyline, depth) = Plain();
        var pixels = ContourImage.OfView(skyline, depth, smooth: false);
        Assert.Equal(256, pixels.Count(value => value == 255));
        Assert.All(Enumerable.Range(0, 256), c => Assert.Equal(255, pixels[(64 * 256) + c]));
    }

    [Fact]
    public void Block_before_a_plain_is_outlined()
    {
        var (skyline, depth) = Plain();
        for (var row = 200; row < 300; row++)
        {
            for (var column = 200; column < 300; column++)
            {
                depth[(row * 512) + column] = 10;
            }
        }

        var pixels = ContourImage.OfView(skyline, depth, smooth: false);
        Assert.All(Enumerable.Range(102, 46), c => Assert.Equal(255, pixels[(100 * 256) + c]));
        Assert.All(Enumerable.Range(102, 46), r => Assert.Equal(255, pixels[(r * 256) + 100]));
        Assert.Equal(0, pixels[(125 * 256) + 125]);
    }

    private static (float[] Skyline, float[] Depth) Plain()
    {
        var depth = new float[512 * 512];
        for (var i = 0; i < depth.Length; i++)
        {
            var below = (i / 512) + 0.5f - 128;
            depth[i] = below > 0 ? 40_000 / below : float.NaN;
        }

        return ([.. Enumerable.Repeat(128.5f, 512)], depth);
    }

    private static Profile Level(double length, double elevation) => new(
        [.. Enumerable.Range(0, 101).Select(k => length * k / 100)], new double[101], new double[101], [.. Enumerable.Repeat((float)elevation, 101)]);

    private static double Row(byte[] pixels)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < 256; row++)
        {
            sum += (row + 0.5) * pixels[(row * 256) + 128];
            weight += pixels[(row * 256) + 128];
        }

        return sum / weight;
    }
}
