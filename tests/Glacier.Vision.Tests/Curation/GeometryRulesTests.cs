using Glacier.Vision.Curation;

namespace Glacier.Vision.Tests.Curation;

public sealed class GeometryRulesTests
{
    private const int Side = 128;

    /// <summary>Sky above the row that a column's skyline has.</summary>
    private static GeometryFacts Facts(Func<int, int> skyline, Func<int, int, bool>? more = null) => GeometryFacts.Of(
        [.. Enumerable.Range(0, Side * Side).Select(i => i / Side < skyline(i % Side) || (more?.Invoke(i % Side, i / Side) ?? false))], Side, Side);

    private static string[] Broken(GeometryFacts facts) => [.. new GeometryRules().Judge(facts).Select(rejection => rejection.Rule)];

    [Fact]
    public void A_mountain_below_open_sky_suits()
    {
        var facts = Facts(x => 30 + (Math.Abs(x - 64) / 2));
        Assert.Empty(Broken(facts));
        Assert.Equal(1, facts.SkyRegions);
        Assert.Equal(1 - (46 / 128.0), facts.Ground, 0.01);
        Assert.Equal((0, 1), (facts.UpperGround, facts.LowerGround));
    }

    [Fact]
    public void Each_rule_is_broken_by_what_it_is_against()
    {
        Assert.Equal(["little-sky", "ground-above"], Broken(Facts(_ => 8)));
        Assert.Equal(["sky-below"], Broken(Facts(_ => 110)));
        Assert.Equal(["ground-above"], Broken(Facts(x => Math.Max(0, 70 - x))));
        Assert.Equal(["upright-things"], Broken(Facts(x => x / 4 % 4 == 0 ? 30 : 55)));
        Assert.Equal(["several-skies"], Broken(Facts(_ => 40, (x, y) => y is > 60 and < 80 && x % 40 < 15 && x < 120)));
    }

    [Fact]
    public void Specks_of_sky_do_not_count()
    {
        var clear = Facts(_ => 40);
        Assert.Equal(clear, Facts(_ => 40, (x, y) => y is > 90 and < 94 && x % 20 < 4));
    }

    [Fact]
    public void The_picture_size_does_not_matter()
    {
        var large = GeometryFacts.Of([.. Enumerable.Range(0, 1024 * 512).Select(i => i / 1024 < 200)], 1024, 512);
        var small = GeometryFacts.Of([.. Enumerable.Range(0, 256 * 128).Select(i => i / 256 < 50)], 256, 128);
        Assert.Equal(large, small);
    }
}
