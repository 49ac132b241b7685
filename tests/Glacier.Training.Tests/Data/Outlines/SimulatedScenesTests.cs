using Glacier.Terrain.Simulation;
using Glacier.Training.Data.Outlines;

namespace Glacier.Training.Tests.Data.Outlines;

public class SimulatedScenesTests
{
    private static readonly SimulatedYear s_year = GlacierSimulation.Run(new SimulationOptions([1990], 64, 80, 401)).Years[0];

    [Fact]
    public void Ice_is_labelled_where_it_is_thick_enough_and_unknown_only_under_cloud()
    {
        var scene = SimulatedScenes.Render(s_year, 12);
        Assert.Equal((512, 512), (scene.Width, scene.Height));
        Assert.All(scene.Labels, label => Assert.True(label is 0 or 1 or 255));
        Assert.InRange(scene.Labels.Count(label => label != 0) / (double)scene.Labels.Length, 0.8 * s_year.Area / (5120.0 * 5120), 1.2 * s_year.Area / (5120.0 * 5120));
    }

    [Fact]
    public void The_same_seed_is_the_same_scene_and_reflectances_are_plausible()
    {
        var (one, other) = (SimulatedScenes.Render(s_year, 12), SimulatedScenes.Render(s_year, 12));
        foreach (var (band, again) in one.Values.Zip(other.Values))
        {
            Assert.Equal(band, again);
        }

        Assert.All(one.Values.Take(6), band => Assert.All(band, value => Assert.InRange(value, 0, 2.5)));
    }

    [Fact]
    public void Ice_and_snow_are_darker_in_the_short_wave_infrared_than_in_the_visible_and_rock_is_not()
    {
        var scene = SimulatedScenes.Render(s_year, 13);
        var (green, infrared) = (scene.Values[scene.ChannelOf("B3")], scene.Values[scene.ChannelOf("B11")]);
        var index = Enumerable.Range(0, green.Length).Select(i => (scene.Labels[i], Index: (green[i] - infrared[i]) / (green[i] + infrared[i]))).ToArray();
        Assert.True(index.Where(pixel => pixel.Item1 == 1).Average(pixel => pixel.Index) > index.Where(pixel => pixel.Item1 == 0).Average(pixel => pixel.Index) + 0.2);
    }
}
