using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

public sealed class SurveyStyleTests
{
    private static readonly Raster Dem = Scenes.Rough();

    [Fact]
    public void The_same_scene_gives_the_same_bytes()
    {
        var camera = Scenes.Over(Dem);
        var options = SurveyStyleOptions.For(camera);
        Assert.Equal(SurveyStyle.Render(Dem, null, camera, options), SurveyStyle.Render(Dem, null, camera, options));
    }

    [Fact]
    public void Sky_is_above_and_bluer_than_ground()
    {
        var camera = Scenes.Over(Dem);
        var picture = SurveyStyle.Render(Dem, null, camera, SurveyStyleOptions.For(camera) with { Clouds = 0 });
        var middle = camera.Width / 2;
        Assert.True(picture[(3 * middle) + 2] > picture[3 * middle] + 10, "blue sky");
        var below = 3 * (((camera.Height - 3) * camera.Width) + middle);
        Assert.True(picture[below + 2] < picture[(3 * middle) + 2], "ground is less blue");
    }

    [Fact]
    public void Night_is_dark_but_not_an_error()
    {
        var camera = Scenes.Over(Dem);
        var day = SurveyStyle.Render(Dem, null, camera, SurveyStyleOptions.For(camera));
        var night = SurveyStyle.Render(Dem, null, camera, new SurveyStyleOptions(180, -30));
        Assert.True(night.Average(v => v) < 0.35 * day.Average(v => v));
    }

    [Fact]
    public void Ice_changes_only_what_shows_the_ice_and_its_border()
    {
        var camera = Scenes.Over(Dem);
        var ice = new bool[Dem.Values.Length];
        for (var i = 0; i < ice.Length; i++)
        {
            ice[i] = i % 80 is > 30 and < 50 && i / 80 is > 20 and < 50;
        }

        // refinement keeps rock relief off the ice and nothing else moves
        var options = SurveyStyleOptions.For(camera) with { Detail = 0, EquilibriumLine = 500, TreeLine = -500 };
        var without = SurveyStyle.Render(Dem, new bool[ice.Length], camera, options);
        var with = SurveyStyle.Render(Dem, ice, camera, options);
        var view = ViewRenderer.Render(Dem, camera, ice);
        int changedIce = 0, iceCount = 0;
        for (var pixel = 0; pixel < view.Depth.Length; pixel++)
        {
            var changed = with[3 * pixel] != without[3 * pixel] || with[(3 * pixel) + 2] != without[(3 * pixel) + 2];
            if (float.IsNaN(view.Depth[pixel]) && view.Coverage[pixel] == 0)
            {
                continue;
            }

            iceCount += view.Ice[pixel] ? 1 : 0;
            changedIce += view.Ice[pixel] && changed ? 1 : 0;
        }

        Assert.True(iceCount > 100);
        Assert.True(changedIce > 0.8 * iceCount);
        Assert.Equal(without.AsSpan(0, 30).ToArray(), with.AsSpan(0, 30).ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    public void Tiny_and_holed_rasters_are_painted(int width, int height)
    {
        var dem = Scenes.Dem(width, height, (x, y) => x + y);
        var camera = new Camera(0, 0, 100, 5, 5, 0, 60, 24, 16);
        Assert.Equal(24 * 16 * 3, SurveyStyle.Render(dem, null, camera, SurveyStyleOptions.For(camera)).Length);
        var holed = Scenes.Rough();
        holed[40, 40] = float.NaN;
        Assert.NotEmpty(SurveyStyle.Render(holed, null, Scenes.Over(holed), new SurveyStyleOptions(120, 30)));
    }
}
