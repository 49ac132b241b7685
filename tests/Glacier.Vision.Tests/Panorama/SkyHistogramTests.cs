using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public class SkyHistogramTests
{
    [Fact]
    public void Counts_are_the_upper_90_of_100_bins_in_the_order_blue_green_red()
    {
        // 25 of 255 falls into bin 9, which is dropped; 26 into bin 10, the first kept; 255 into the last
        byte[] rgb = [26, 255, 25, 128, 255, 25, 128, 0, 25];
        var counts = SkyHistogram.Of(rgb).Counts;
        Assert.Equal(270, counts.Count);
        Assert.Equal(0, counts.Take(90).Sum());
        Assert.Equal(2, counts[179]);
        Assert.Equal(2, counts.Skip(90).Take(90).Sum());
        Assert.Equal(1, counts[180]);
        Assert.Equal(2, counts[180 + 40]);
    }

    [Fact]
    public void Shares_do_not_change_with_the_pictures_size()
    {
        // one dark pixel of four: it has no bin and counts all the same
        byte[] rgb = [200, 200, 200, 100, 100, 100, 10, 10, 10, 200, 200, 200];
        var shares = SkyHistogram.Of(rgb).Shares();
        Assert.Equal(3 * 0.75f, shares.Sum(), 1e-6f);
        Assert.Equal(shares, SkyHistogram.Of([.. rgb, .. rgb]).Shares());
        Assert.Equal(shares, SkyHistogram.Of([.. rgb, 90, 90, 90], [true, true, true, true, false]).Shares());
    }

    [Fact]
    public void Bundled_skies_differ_as_their_names_say()
    {
        var skies = Illumination.Names.ToDictionary(name => name, name => Illumination.Named(name, 46).Sky());
        double Blueness(string name) => skies[name].Mean(2) - skies[name].Mean(0);
        Assert.True(Blueness("noon") > 0.1, $"{Blueness("noon"):0.00}");
        Assert.InRange(Blueness("overcast"), -0.03, 0.08);
        Assert.True(skies["evening"].Mean(0) < skies["noon"].Mean(0) - 0.02);

        // wherever the sun stands, and always the same
        Assert.Equal(skies["noon"].Mean(0), Illumination.Named("noon", -46, 20).Sky().Mean(0), 0.01);
        Assert.Equal(skies["noon"].Counts, Illumination.Named("noon", 46).Sky().Counts);
    }

    [Fact]
    public void Only_the_sky_counts()
    {
        byte[] rgb = [200, 200, 200, 100, 100, 100];
        var histogram = SkyHistogram.Of(rgb, [false, true]);
        Assert.Equal(3, histogram.Counts.Sum());
        Assert.Equal(100 / 255f, histogram.Mean(0), 0.01f);
        Assert.Throws<ArgumentException>(() => SkyHistogram.Of(rgb, [true]));
    }

    [Fact]
    public void Quantiles_of_an_even_spread_are_its_parts()
    {
        var rgb = new byte[3 * 200];
        for (var i = 0; i < 200; i++)
        {
            rgb[3 * i] = rgb[(3 * i) + 1] = rgb[(3 * i) + 2] = (byte)(50 + i);
        }

        var histogram = SkyHistogram.Of(rgb);
        foreach (var part in (float[])[0.1f, 0.5f, 0.9f])
        {
            Assert.Equal((50 + (200 * part)) / 255, histogram.Quantile(1, part), 0.012f);
        }
    }

    [Fact]
    public void A_grey_sky_means_overcast_a_warm_one_evening_a_blue_one_noon()
    {
        Assert.Equal(1, Illumination.Like("x", Flat(150, 152, 155), 46).Overcast);
        Assert.True(Illumination.Like("x", Flat(220, 160, 110), 46).SunElevationDegrees < 15);
        var noon = Illumination.Like("x", Flat(90, 140, 220), 46);
        Assert.True(noon.SunElevationDegrees > 40 && noon.Overcast == 0);
    }

    [Fact]
    public void At_noon_the_sun_stands_towards_the_equator()
    {
        Assert.InRange(Illumination.Named("noon", 46).SunAzimuthDegrees, 150, 210);
        Assert.InRange(Illumination.Named("noon", -46).SunAzimuthDegrees, 0, 30);
        Assert.Equal("no-such-illumination", Assert.Throws<Terrain.InvalidInputException>(() => Illumination.Named("dawn", 0)).Rule);
    }

    private static SkyHistogram Flat(byte red, byte green, byte blue) => SkyHistogram.Of([red, green, blue]);
}
