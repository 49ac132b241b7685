using Glacier.Vision.Scenery;

namespace Glacier.Vision.Tests.Scenery;

public sealed class PhotoConditionsTests
{
    private const int Width = 40;
    private const int Height = 30;

    // rows 0–9 sky, 10–19 snow on the left and brown rock on the right, 20–29 pale blue ice on the left and green meadow on the right
    private static byte[] Photo() => [.. Enumerable.Range(0, Width * Height).SelectMany(i => ((i / Width / 10), i % Width < 20) switch
    {
        (0, _) => new byte[] { 120, 170, 240 },
        (1, true) => [235, 238, 240],
        (1, false) => [110, 80, 60],
        (2, true) => [140, 190, 215],
        _ => [60, 120, 40],
    })];

    private static bool[] Sky() => [.. Enumerable.Range(0, Width * Height).Select(i => i / Width < 10)];

    private static ConditionMaps Maps(PhotoConditionOptions? options = null) => PhotoConditions.Of(Photo(), Width, Height, Sky(), options);

    [Fact]
    public void Ice_is_snow_and_blue_ice_and_neither_sky_nor_rock_nor_meadow()
    {
        var ice = Maps().Ice;
        Assert.Equal(1, ice[(15 * Width) + 8], 0.02);
        Assert.InRange(ice[(25 * Width) + 8], 0.9f, 1);
        Assert.All([ice[(5 * Width) + 8], ice[(15 * Width) + 32], ice[(25 * Width) + 32]], value => Assert.Equal(0, value, 0.02));
    }

    [Fact]
    public void Shade_takes_nothing_from_the_sky_and_is_nothing_in_it()
    {
        // an even ground below a sky of any brightness keeps its own luminance up to the skyline
        var rgb = new byte[Width * Height * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)(i / 3 / Width < 10 ? 255 : 100);
        var shade = PhotoConditions.Of(rgb, Width, Height, Sky()).Shade;
        for (var i = 0; i < shade.Length; i++)
            Assert.Equal(i / Width < 10 ? 0 : 100 / 255f, shade[i], 1e-5f);
    }

    [Fact]
    public void All_maps_lie_within_0_and_1_and_the_contour_follows_the_skyline()
    {
        var maps = Maps();
        foreach (var name in ConditionMaps.ChannelNames)
            Assert.All(maps.Channel(name), value => Assert.InRange(value, 0, 1));
        Assert.InRange(maps.Contour.Skip(8 * Width).Take(4 * Width).Sum(), Width * 0.9f, Width * 2f);
        Assert.Equal(10 * Width, maps.Sky.Sum());
    }

    [Fact]
    public void Planes_come_in_the_order_asked_for()
    {
        var maps = Maps();
        var planes = maps.Planes(["shade", "sky"]);
        Assert.Equal(maps.Shade, planes[..(Width * Height)]);
        Assert.Equal(maps.Sky, planes[(Width * Height)..]);
        Assert.Throws<ArgumentException>(() => maps.Channel("depth"));
    }

    [Fact]
    public void Sides_that_do_not_agree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PhotoConditions.Of(Photo(), Width, Height - 1, Sky()));
        Assert.Throws<ArgumentException>(() => PhotoConditions.Of(Photo(), Width, Height, new bool[3]));
    }
}
