using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Vision.Tests.Scenery;

public sealed class ViewConditionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sky_is_where_most_rays_meet_no_ground(int reduction)
    {
        var (view, survey, _) = Scene();
        var maps = ViewConditions.Of(view, survey, Cover(view), reduction);
        Assert.Equal((Reduction.Size(view.Camera.Width, reduction), Reduction.Size(view.Camera.Height, reduction)), (maps.Width, maps.Height));
        for (var column = 0; column < maps.Width; column++)
        {
            var skyline = Enumerable.Range(0, maps.Height).TakeWhile(row => maps.Sky[(row * maps.Width) + column] == 1).Count();
            var expected = Enumerable.Range(column * reduction, reduction).Where(x => x < view.Camera.Width).Average(x => view.Skyline[x]) / reduction;
            Assert.Equal(expected, skyline, 1.5);
        }
    }

    [Fact]
    public void The_skyline_is_a_contour_and_the_sky_beyond_it_has_none()
    {
        var (view, survey, _) = Scene();
        var maps = ViewConditions.Of(view, survey, Cover(view));
        var onSkyline = 0;
        for (var x = 0; x < maps.Width; x++)
        {
            var skyline = Enumerable.Range(0, maps.Height).TakeWhile(row => maps.Sky[(row * maps.Width) + x] == 1).Count();
            onSkyline += Enumerable.Range(skyline - 2, 4).Any(y => maps.Contour[(y * maps.Width) + x] == 1) ? 1 : 0;
            Assert.All(Enumerable.Range(0, Math.Max(0, skyline - 6)), y => Assert.Equal(0, maps.Contour[(y * maps.Width) + x]));
        }

        Assert.Equal(maps.Width, onSkyline);
    }

    [Fact]
    public void Ice_of_the_mask_is_ice_and_away_from_melted_ice_nothing_changes()
    {
        var (view, survey, ice) = Scene();
        var (bare, bareSurvey, _) = Scene(withIce: false);
        var maps = ViewConditions.Of(view, survey, Cover(view));
        var without = ViewConditions.Of(bare, bareSurvey, Cover(bare));
        Assert.InRange(Enumerable.Range(0, view.Ice.Length).Where(i => view.Ice[i]).Average(i => maps.Ice[i]), 0.5, 1);
        Assert.Contains(true, ice);

        // the widest filter reaches three standard deviations of the shade's blur
        var reach = (int)Math.Ceiling(3 * 0.025 * 128) + 3;
        var same = 0;
        for (var i = 0; i < view.Ice.Length; i++)
        {
            var (x, y) = (i % maps.Width, i / maps.Width);
            var changedNear = false;
            for (var v = Math.Max(0, y - reach); v <= Math.Min(maps.Height - 1, y + reach) && !changedNear; v++)
            {
                for (var u = Math.Max(0, x - reach); u <= Math.Min(maps.Width - 1, x + reach) && !changedNear; u++)
                {
                    var at = (v * maps.Width) + u;
                    changedNear = view.Ice[at] != bare.Ice[at] || !survey.AsSpan(3 * at, 3).SequenceEqual(bareSurvey.AsSpan(3 * at, 3));
                }
            }

            if (!changedNear)
            {
                same++;
                Assert.Equal((maps.Ice[i], maps.Shade[i], maps.Sky[i]), (without.Ice[i], without.Shade[i], without.Sky[i]));
            }
        }

        Assert.True(same > view.Ice.Length / 10, $"only {same} pixels are away from the ice");
    }

    private static float[] Cover(View view) => Array.ConvertAll(view.Ice, ice => ice ? 1f : 0f);

    private static (View View, byte[] Survey, bool[] Ice) Scene(bool withIce = true)
    {
        const int side = 96;
        var (heights, ice) = (new float[side * side], new bool[side * side]);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (x, north) = (column - (side / 2), side - row);
                heights[(row * side) + column] = (float)(900 + (6 * north) + (0.35 * x * x) + (25 * Math.Sin(column * 0.3) * Math.Cos(row * 0.23)));
                ice[(row * side) + column] = withIce && Math.Abs(x + 6) < 7 && row is > 20 and < 70;
            }
        }

        var dem = new Raster(side, side, new GeoTransform(0, side * 30, 30, 30), ReferenceSystem.Unknown, heights);
        var camera = new Camera(48 * 30, 6 * 30, dem.Sample(48 * 30, 6 * 30) + 60, 48 * 30, 60 * 30, 1250, 55, 160, 120);
        var style = new SurveyStyleOptions(220, 40, SamplesPerPixel: 1, Clouds: 0);
        return (ViewRenderer.Render(dem, camera, ice, new ViewOptions(1)), SurveyStyle.Render(dem, ice, camera, style), ice);
    }
}
