using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Flow;
using Glacier.Training.Tests.Networks.Flow;
using Glacier.Vision.Onnx;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Flow;

public sealed class RaftFlowTests : IDisposable
{
    // each iteration moves every cell by this, whatever the images: 3 iterations of 4 pixels a cell
    private const float Step = 0.125f;
    private const float Pass = 3 * 4 * Step;

    private readonly string _folder = Directory.CreateTempSubdirectory("raft-flow-").FullName;
    private readonly Model _model;

    public RaftFlowTests()
    {
        using var constant = no_grad();
        using var network = new Raft(SmallRaft.Options);
        network.eval();
        network.Update.Head2.weight!.zero_();
        network.Update.Head2.bias!.fill_(Step);
        var notes = new ModelNotes("test", "none", new Dictionary<string, double>(), FlowChannels.Names);
        ModelExport.Write(_folder, RaftFlow.ModelName, RaftExport.Export(network, 3), RaftExport.Meanings, notes);
        _model = Model.Load(Path.Combine(_folder, RaftFlow.ModelName + ".json"));
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(300, 201)]
    [InlineData(128, 128)]
    [InlineData(50, 37)]
    public void Tiles_of_an_image_of_any_size_blend_into_one_field(int width, int height)
    {
        var flow = new RaftFlow(_model, new RaftFlowOptions(Tile: 96, Halo: 16)).Estimate(Pair(width, height));
        Assert.Equal((width, height), (flow.Width, flow.Height));
        Assert.All(flow.X, x => Assert.Equal(Pass, x, 1e-4));
        Assert.All(flow.Y, y => Assert.Equal(Pass, y, 1e-4));
    }

    [Fact]
    public void A_second_pass_adds_what_it_finds_to_the_first()
    {
        var flow = new RaftFlow(_model, new RaftFlowOptions(Passes: 2)).Estimate(Pair(160, 140));
        Assert.Equal(2 * Pass, flow.X[(70 * 160) + 60], 1e-4);
    }

    [Fact]
    public void Large_displacements_begin_at_half_the_size_and_count_double_there()
    {
        var flow = new RaftFlow(_model, new RaftFlowOptions(LargestDisplacement: 20) { Reach = 12 }).Estimate(Pair(300, 280));
        Assert.Equal(3 * Pass, flow.X[(140 * 300) + 150], 1e-4);
        Assert.Equal(3 * Pass, flow.Y[(140 * 300) + 150], 1e-4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_that_finds_nothing_leaves_Horn_Schunck(bool outlined)
    {
        var random = new Random(6);
        var (first, second) = (Smoothing.Gaussian(Noise(random), 200, 200, 1.5), new float[200 * 200]);
        for (var i = 0; i < second.Length; i++)
        {
            second[i] = Bicubic.Sample(first, 200, 200, (i % 200) - 1.3, (i / 200) + 0.4);
        }

        first.AsSpan(3000, 900).Fill(float.NaN);
        var ice = outlined ? Enumerable.Range(0, 200 * 200).Select(i => i % 200 > 80).ToArray() : null;
        using var network = new Raft(SmallRaft.Options with { ContextSees = ContextInput.Start, ConvexUpsampling = true });
        network.eval();
        network.FindNothing();
        var folder = Path.Combine(_folder, "nothing");
        var notes = new ModelNotes("test", "none", new Dictionary<string, double>(), FlowChannels.Names, Config: new FlowConfiguration { Kind = "flow", Run = new() { Images = 8 }, Data = new() { Start = FlowStart.HornSchunck } });
        ModelExport.Write(folder, RaftFlow.ModelName, RaftExport.Export(network, 2), RaftExport.Meanings, notes);
        var method = RaftFlow.Method(() => Model.Load(Path.Combine(folder, RaftFlow.ModelName + ".json")), new RaftFlowOptions(LargestDisplacement: 6, Tile: 96, Halo: 16));
        var filtered = Prefilter.Sobel.Pair(first, second, 200, 200) with { Region = ice };
        var (found, expected) = (method.Estimate(method.Seen(first, second, filtered)), FlowMethods.Of("hs", 6).Estimate(filtered));
        Assert.Equal(expected.X, found.X);
        Assert.Equal(expected.Y, found.Y);
        Assert.InRange(expected.X.Average(), 1, 1.5);
    }

    [Fact]
    public void Unknown_ground_moves_nowhere()
    {
        var nothing = Enumerable.Repeat(float.NaN, 130 * 130).ToArray();
        var flow = new RaftFlow(_model, new RaftFlowOptions()).Estimate(new ImagePair(130, 130, [nothing, nothing, nothing], [nothing, nothing, nothing]));
        Assert.All(flow.X, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Without_the_network_the_method_says_which_model_is_missing()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        using var models = new ModelCatalogue(empty);
        var method = RaftFlow.Method(() => models.Get(RaftFlow.ModelName), new RaftFlowOptions());
        var error = Assert.Throws<InvalidInputException>(() => method.Estimate(Pair(64, 64)));
        Assert.Equal("no-model-card", error.Rule);
        Assert.Contains(RaftFlow.ModelName, error.Message);
    }

    [Fact]
    public void A_network_of_other_channels_is_refused()
    {
        using var network = new Raft(SmallRaft.Options);
        var other = Path.Combine(_folder, "other");
        ModelExport.Write(other, RaftFlow.ModelName, RaftExport.Export(network, 1), RaftExport.Meanings, new("test", "none", new Dictionary<string, double>(), ["red", "green", "blue"]));
        using var model = Model.Load(Path.Combine(other, RaftFlow.ModelName + ".json"));
        Assert.Equal("model-channels", Assert.Throws<InvalidInputException>(() => new RaftFlow(model, new RaftFlowOptions())).Rule);
    }

    [Fact]
    public void A_tile_holds_a_quarter_of_a_gigabyte_of_correlations_at_most()
    {
        foreach (var downsampling in new[] { 4, 8 })
        {
            var cells = RaftFlow.TileFor(downsampling, started: false) / (double)downsampling;
            Assert.InRange(4 * Math.Pow(cells, 4) * 4 / 3, 100e6, 256e6);
            var rows = RaftFlow.TileFor(downsampling, started: true) / (double)downsampling;
            Assert.InRange(4 * 17 * 1.5 * Math.Pow(rows, 3), 100e6, 256e6);
        }
    }

    private static float[] Noise(Random random) => [.. Enumerable.Range(0, 200 * 200).Select(_ => random.NextSingle())];

    private static ImagePair Pair(int width, int height)
    {
        var random = new Random(2);
        float[] Noise() => [.. Enumerable.Range(0, width * height).Select(_ => random.NextSingle() - 0.5f)];
        return new(width, height, [Noise(), Noise(), Noise()], [Noise(), Noise(), Noise()]);
    }
}
