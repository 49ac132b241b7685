using Glacier.Vision.Scenery;

namespace Glacier.Vision.Tests.Scenery;

public sealed class SkylineRimTests
{
    private const int Columns = 30;
    private const int Rows = 24;
    private const int Skyline = 14;

    [Fact]
    public void A_light_rim_above_the_skyline_becomes_the_sky_above_it()
    {
        var picture = Painted(row => row < Skyline - 2 ? 90 : row < Skyline ? 250 : 40);
        var clean = SkylineRim.Remove(picture, Ground(), Columns, Rows, 2);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(row < Skyline ? 90 : 40, clean[3 * ((row * Columns) + 11)], 1f);
        }
    }

    [Fact]
    public void The_open_sky_and_the_ground_keep_every_value()
    {
        var random = new Random(3);
        var picture = Painted(_ => random.Next(256));
        var clean = SkylineRim.Remove(picture, Ground(), Columns, Rows, 2);
        for (var row = 0; row < Rows; row++)
        {
            if (row >= Skyline || row < Skyline - 6)
            {
                Assert.Equal(picture[3 * ((row * Columns) + 7)], clean[3 * ((row * Columns) + 7)]);
            }
        }
    }

    [Fact]
    public void A_sky_too_narrow_to_know_better_stays()
    {
        var picture = Painted(row => row < 2 ? 200 : 30);
        var ground = Array.ConvertAll(Enumerable.Range(0, Columns * Rows).ToArray(), i => i / Columns >= 2);
        Assert.Equal(picture, SkylineRim.Remove(picture, ground, Columns, Rows, 2));
    }

    private static bool[] Ground() => [.. Enumerable.Range(0, Columns * Rows).Select(i => i / Columns >= Skyline)];

    private static float[] Painted(Func<int, float> value)
    {
        var picture = new float[3 * Columns * Rows];
        for (var i = 0; i < Columns * Rows; i++)
        {
            picture.AsSpan(3 * i, 3).Fill(value(i / Columns));
        }

        return picture;
    }
}
