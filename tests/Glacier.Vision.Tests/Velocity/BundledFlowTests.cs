using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Comparison;
using Glacier.Vision.Velocity.Prefilters;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Vision.Tests.Velocity;

public class BundledFlowTests
{
    private static readonly Lazy<SimulatedImagePair> s_pair = new(() => SimulatedImagePair.Of(
        GlacierSimulation.Run(new SimulationOptions([1960], 128, 50, 7)).Years[0], new SimulatedImageOptions(PixelSize: 16, Days: 480, Seed: 5, ShiftX: 0.37, ShiftY: -0.22)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_bundled_network_improves_on_Horn_Schunck_with_an_outline_and_without(bool outlined)
    {
        var pair = s_pair.Value;
        var (first, second, width, height) = (pair.First.Values, pair.Second.Values, pair.First.Width, pair.First.Height);
        var filtered = Prefilter.Sobel.Pair(first, second, width, height) with { Region = outlined ? pair.Ice : null };
        var (raft, classical) = (Score("raft"), Score("hs"));
        Assert.True(raft.RmseOnIce < 0.9 * classical.RmseOnIce, $"on ice {raft.RmseOnIce} px against {classical.RmseOnIce} px");
        Assert.True(raft.RmseOffIce < 0.8 * classical.RmseOffIce, $"off ice {raft.RmseOffIce} px against {classical.RmseOffIce} px");

        SimulatedScore Score(string name)
        {
            var method = FlowMethods.Of(name, 10);
            return SimulatedScore.Of(method.Estimate(method.Seen(first, second, filtered)), pair);
        }
    }

    [Fact]
    public void The_best_method_is_the_bundled_network() => Assert.Equal("raft", FlowMethods.Best);
}
