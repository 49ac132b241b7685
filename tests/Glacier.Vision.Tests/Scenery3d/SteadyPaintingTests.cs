using Glacier.Terrain.Views;
using Glacier.Vision.Scenery3d;
using Glacier.Vision.Tests.Panorama;

namespace Glacier.Vision.Tests.Scenery3d;

public sealed class SteadyPaintingTests
{
    private const int Width = 96;
    private const int Height = 64;
    private const double East = SceneOfHills.West + (SceneOfHills.Size * SceneOfHills.Cell / 2);
    private const double North = SceneOfHills.North - (SceneOfHills.Size * SceneOfHills.Cell / 2);

    private static readonly View s_view = ViewRenderer.Render(SceneOfHills.Dem(), new Camera(East, North - 1500, 2700, East, North + 800, 2300, 50, Width, Height));

    [Fact]
    public void Colours_of_a_place_stay_and_a_pattern_of_the_picture_goes()
    {
        // one colour of ground, one of sky, under a chequerboard that belongs to the pixels
        var (painting, even) = (new float[3 * Width * Height], new float[3 * Width * Height]);
        for (var i = 0; i < Width * Height; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                even[(3 * i) + channel] = float.IsNaN(s_view.Depth[i]) ? 200 : 90 + (20 * channel);
                painting[(3 * i) + channel] = even[(3 * i) + channel] + (((i % Width) + (i / Width)) % 2 == 0 ? 25 : -25);
            }
        }

        var steady = SteadyPainting.Of(painting, s_view, new byte[3 * Width * Height], 1);
        var apart = steady.Zip(even, (a, b) => Math.Abs(a - b)).Average();
        Assert.True(apart < 1, $"{apart} of a pattern of 25");
        Assert.Equal(even.Select(value => (int)value), SteadyPainting.Of(even, s_view, new byte[3 * Width * Height], 1).Select(value => (int)Math.Round(value)));
    }

    [Fact]
    public void An_edge_of_the_survey_picture_is_kept_as_sharp_as_it_is()
    {
        var (survey, painting) = (new byte[3 * Width * Height], new float[3 * Width * Height]);
        for (var i = 0; i < painting.Length; i++)
        {
            var right = i / 3 % Width >= 48;
            (survey[i], painting[i]) = ((byte)(right ? 220 : 90), right ? 180 : 60);
        }

        Assert.All(SteadyPainting.Of(painting, s_view, survey, 1).Zip(painting), pair => Assert.Equal(pair.Second, pair.First, 0.01f));
    }
}
