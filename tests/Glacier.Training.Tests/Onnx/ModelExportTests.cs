using System.Text.Json;
using Glacier.Terrain;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using Glacier.Vision.Onnx;

namespace Glacier.Training.Tests.Onnx;

public sealed class ModelExportTests : IDisposable
{
    private static readonly Dictionary<string, string> s_meanings = new() { ["condition"] = "0…1", ["picture"] = "RGB, −1…1" };
    private static readonly ModelNotes s_notes = new(
        "CC0", "photographs made for this test", new Dictionary<string, double> { ["l2"] = 0.25 }, ["contour", "sky"], 1200, new Settings(128, [1, 2]));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private sealed record Settings(int Size, int[] Levels);

    public void Dispose() => _folder.Delete(true);

    private static ModelProto Network()
    {
        var graph = new OnnxGraph("twice");
        var x = graph.Input("condition", "batch", 2, "height", "width");
        graph.Output("picture", graph.Scale(x, 2), "batch", 2, "height", "width");
        return graph.Build();
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void What_is_written_loads_in_the_product_with_everything_its_card_says()
    {
        ModelExport.Write(_folder.FullName, "twice", Network(), s_meanings, s_notes);
        Assert.Equal(["twice.json", "twice.onnx"], _folder.EnumerateFiles().Select(file => file.Name).Order());
        using var model = Model.Load(PathOf("twice.json"));
        Assert.Equal("[batch, 2, height, width] 0…1", model.Card.Inputs["condition"]);
        Assert.Equal("[batch, 2, height, width] RGB, −1…1", model.Card.Outputs["picture"]);
        Assert.Equal(("CC0", "photographs made for this test", 0.25, 1200L), (model.Card.Licence, model.Card.TrainingData, model.Card.Metrics!["l2"], model.Card.Steps));
        Assert.Equal(["contour", "sky"], model.Card.Channels);
        Assert.Equal("""{"size":128,"levels":[1,2]}""", JsonSerializer.Serialize(model.Card.Config));
    }

    [Fact]
    public void A_file_changed_by_one_bit_or_cut_is_refused_by_its_card()
    {
        ModelExport.Write(_folder.FullName, "twice", Network(), s_meanings, s_notes);
        var bytes = File.ReadAllBytes(PathOf("twice.onnx"));
        bytes[^20] ^= 1;
        File.WriteAllBytes(PathOf("twice.onnx"), bytes);
        Assert.Equal("model-hash", Assert.Throws<InvalidInputException>(() => Model.Load(PathOf("twice.json"))).Rule);
        File.WriteAllBytes(PathOf("twice.onnx"), bytes[..^20]);
        Assert.Equal("model-hash", Assert.Throws<InvalidInputException>(() => Model.Load(PathOf("twice.json"))).Rule);
    }

    [Fact]
    public void A_card_without_the_newer_members_reads_as_before()
    {
        File.WriteAllText(PathOf("old.json"), """{ "name": "old", "file": "old.onnx", "sha256": "00", "inputs": {}, "outputs": {}, "licence": "MIT" }""");
        var card = ModelCard.Read(PathOf("old.json"));
        Assert.Equal((null, null, null), (card.Channels, card.Steps, card.Config));
    }

    [Fact]
    public void A_card_that_would_not_fit_its_network_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => ModelExport.Write(_folder.FullName, "twice", Network(), new Dictionary<string, string> { ["condition"] = "0…1" }, s_notes));
        Assert.Throws<ArgumentException>(() => ModelExport.Write(_folder.FullName, "twice", Network(), s_meanings, s_notes with { Channels = ["contour"] }));
        Assert.Empty(_folder.EnumerateFiles());
    }
}
