using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Coregistration;

namespace Glacier.Terrain.Tests.Change;

public class AletschTests
{
    [Fact]
    public void Aletsch_recedes_in_every_way_from_1880_to_2017()
    {
        var dems = Aletsch.Years.Select(y => (Epoch.OfYear(y), Aletsch.Dem(y))).ToArray();
        var series = IceExtent.Series(dems, [new(Epoch.OfYear(1880), Aletsch.Ice1880()), new(Epoch.OfYear(2003), Aletsch.Ice2003())]);
        var recession = RecessionAnalysis.Compute(series);
        var output = TestContext.Current.TestOutputHelper;
        foreach (var e in recession.Epochs)
        {
            output?.WriteLine($"{e.Epoch}: {e.Area:F2} ± {e.AreaUncertainty:F2} km² ({e.OutlineSource}), since first {e.VolumeChangeSinceFirst:F2} ± {e.VolumeChangeSinceFirstUncertainty:F2} km³, terminus {e.TerminusDistance:F0} m, z {e.MinimumElevation:F0}");
        }

        foreach (var i in recession.Intervals.Append(recession.Overall))
        {
            output?.WriteLine($"{i.From}-{i.To}: dV {i.VolumeChange:F3} km³, dhdt {i.MeanDhdt:F3}, B {i.MassBalance:F3} ± {i.MassBalanceUncertainty:F3} m w.e./yr, retreat {i.TerminusRetreat:F0} m");
        }

        Assert.All(recession.Epochs.Zip(recession.Epochs.Skip(1)), p => Assert.True(p.Second.Area <= p.First.Area));
        Assert.All(recession.Epochs.Zip(recession.Epochs.Skip(1)), p => Assert.True(p.Second.TerminusDistance <= p.First.TerminusDistance + 1));
        Assert.InRange(recession.Epochs[0].Area, 85, 110);
        Assert.InRange(recession.Epochs[^1].Area, 65, 83);
        Assert.True(recession.Overall.VolumeChange < 0);
        Assert.InRange(recession.Overall.MassBalance, -1.0, -0.2);
        Assert.InRange(recession.Overall.TerminusRetreat!.Value, 1000, 5000);
        Assert.InRange(recession.CentreLineLength, 18_000, 30_000);
        // off the ice one terrain was pasted into all DEMs: the record must say that it cannot know its error
        Assert.Equal("degraded", recession.Quality);
        Assert.Contains(recession.QualityFlags, f => f.Contains("identical", StringComparison.Ordinal));
    }

    [Fact]
    public void Epochs_aligned_to_2017_never_get_worse()
    {
        var reference = Aletsch.Dem(2017);
        var ice = Aletsch.Ice1880().Zip(Aletsch.Ice2003(), (a, b) => a || b).ToArray();
        foreach (var year in Aletsch.Years[..^1])
        {
            var dem = Aletsch.Dem(year);
            var r = NuthKaab.Align(reference, dem, StableGround.Mask(reference, dem, ice));
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{year}: n {r.Before.Count}, median {r.Before.Median:F3} to {r.After.Median:F3}, NMAD {r.Before.Nmad:F3} to {r.After.Nmad:F3}, mean {r.Before.Mean:F2}, std {r.Before.StandardDeviation:F2}; {r.Dx:F1} {r.Dy:F1} {r.Dz:F2} m, {r.Improved} {r.Reason}");
            Assert.True(r.After.Nmad <= (r.Before.Nmad * 1.001) + 1e-6);
        }
    }

    [Fact]
    public void Without_any_outline_the_relief_change_finds_the_tongue()
    {
        var dems = Aletsch.Years.Select(y => (Epoch.OfYear(y), Aletsch.Dem(y))).ToArray();
        var known = Aletsch.Ice1880();
        var series = IceExtent.Series(dems, []);
        var inside = Enumerable.Range(0, known.Length).Count(i => series[0].Ice[i] && known[i]);
        var found = series[0].Ice.Count(i => i);
        TestContext.Current.TestOutputHelper?.WriteLine($"1880 by relief change alone: {found / 100.0:F1} km², of it in the known mask {inside / 100.0:F1}, mask {known.Count(k => k) / 100.0:F1}");
        Assert.True(inside > 0.8 * found);
        Assert.True(inside > 0.5 * known.Count(k => k));
        Assert.All(series, s => Assert.Equal(IceExtent.DifferenceSource, s.OutlineSource));
    }
}
