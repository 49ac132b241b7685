using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Glacier.Vision.Onnx;
using Glacier.Vision.Outlines;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;

namespace Glacier.Vision.Tests.Outlines;

/// <summary>The bundled network.</summary>
public sealed class GlavituModelTests : IDisposable
{
    private const int Side = 100;

    private static readonly Grid s_grid = new(Side, Side, new GeoTransform(2_620_000, 1_140_000, 10, 10), ReferenceSystem.FromEpsg(2056));

    private readonly ModelCatalogue _models = ModelCatalogue.OfProgram();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("7efe7070-4ec8-11e8-863c-985fd331b2ee_2016_tile_0")]
    [InlineData("7eff5acf-4ec8-11e8-8d91-985fd331b2ee_2016_tile_0")]
    public void On_snowy_tiles_that_training_never_saw_it_is_nearer_to_the_inventory_than_the_band_ratio(string name)
    {
        var tile = OutlineTile.List(RealData.Path("outlines-s2")).Single(each => each.Name == name);
        Assert.Equal(OutlinePart.Validation, tile.Part);
        var (network, ratio) = (OutlineEvaluation.Of([tile], Glavitu.Method(_models)), OutlineEvaluation.Of([tile], BandRatio.Method()));
        Assert.True(network.PooledIou > ratio.PooledIou + 0.05, $"{network.PooledIou:0.000} against {ratio.PooledIou:0.000}");
    }

    [Fact]
    public void Meadow_rock_and_open_water_are_no_ice_and_the_card_says_what_the_network_sees()
    {
        var method = Glavitu.Method(_models);
        Assert.Equal(OutlineChannels.Optical4, method.Channels);
        Assert.NotEmpty(_models.Get(Glavitu.Name).Card.Calibration!);
        foreach (var ground in new float[][] { [0.04f, 0.07f, 0.05f, 0.40f], [0.13f, 0.16f, 0.18f, 0.24f], [0.06f, 0.06f, 0.04f, 0.02f] })
        {
            var probability = WindowedProbability.Of(Scene(_ => ground), method);
            method.Calibration.Apply(probability);
            Assert.All(probability, p => Assert.InRange(p, 0, 0.5f));
        }
    }

    [Fact]
    public void Pixels_coarser_than_any_it_could_know_are_left_to_the_band_ratio()
    {
        var best = OutlineMethods.Of(null, _models);
        Assert.Equal(new[] { Glavitu.Name, Glavitu.Name, BandRatio.Name }, new[] { 10.0, 30.0, 100.0 }.Select(pixel => OutlineMethods.Suited(best, pixel).Name));
    }

    [Fact]
    public void The_same_scene_has_the_same_probabilities_and_dropout_draws_the_same_chance()
    {
        var scene = Scene(i => i % Side < Side / 2 ? [0.62f, 0.63f, 0.64f, 0.55f] : [0.13f, 0.16f, 0.18f, 0.24f]);
        foreach (var method in new[] { Glavitu.Method(_models), Glavitu.Method(_models, dropoutRuns: 2) })
        {
            Assert.Equal(WindowedProbability.Of(scene, method), WindowedProbability.Of(scene, method));
        }
    }

    [Fact]
    public void The_mean_over_the_eight_turns_turns_with_the_scene()
    {
        // one window only, so that nothing but the turns differs
        var method = Glavitu.Method(_models, turned: true);
        var (side, random) = (method.Side, new Random(3));
        var (values, mirrored) = (new float[4 * side * side], new float[4 * side * side]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % side < side / 2 ? 0.6f : 0.15f + (0.02f * random.NextSingle());
            mirrored[(i / side * side) + side - 1 - (i % side)] = values[i];
        }

        float[] Probability(float[] window) => method.Probability(new OutlineWindows(1, side, method.Channels, window, [1, 1, 1, 1], new float[4]));
        var (straight, turned) = (Probability(values), Probability(mirrored));
        for (var i = 0; i < straight.Length; i++)
        {
            Assert.Equal(straight[i], turned[(i / side * side) + side - 1 - (i % side)], 1e-3f);
        }
    }

    private static ChannelArrays Scene(Func<int, float[]> reflectance) => new(s_grid, OutlineChannels.Optical4.Select((channel, k) => (channel, k)).ToDictionary(
        each => each.channel, each => Enumerable.Range(0, Side * Side).Select(i => reflectance(i)[each.k] * (1 + (0.02f * (i * 7919 % 13)))).ToArray()));
}
