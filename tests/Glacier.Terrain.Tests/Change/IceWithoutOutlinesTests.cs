using Glacier.Terrain.Change;
using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Change;

public class IceWithoutOutlinesTests
{
    [Fact]
    public void Retreat_found_without_any_outline_follows_the_simulated_truth()
    {
        var truth = GlacierSimulation.Run(new SimulationOptions(YearRange.Parse("1950..2020:10"), Size: 128, CellSize: 50, Clean: true)).Years;
        var recession = RecessionAnalysis.Compute(IceExtent.Series([.. truth.Select(year => (year.Epoch, year.Surface))], []));
        var total = truth[0].Length - truth[^1].Length;
        Assert.True(total > 1000, $"the glacier retreats by {total} m");
        for (var k = 1; k < truth.Count - 1; k++)
        {
            // two pixels, and a twentieth for the bends of the two lines
            Assert.Equal(truth[0].Length - truth[k].Length, recession.Epochs[k].TerminusRetreatSinceFirst!.Value, 100 + (0.05 * total));
        }

        // no later survey tells where ice ran out in the last interval: the last retreat lies between those of the last two surveys
        Assert.InRange(recession.Epochs[^1].TerminusRetreatSinceFirst!.Value, recession.Epochs[^2].TerminusRetreatSinceFirst!.Value, total + 150);
    }
}
