using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Vision.Onnx;

namespace Glacier.Vision.Tests.Onnx;

public sealed class ModelTests : IDisposable
{
    // y = a + a for three floats, as onnx.proto3 lays it out
    private static readonly byte[] s_network = Convert.FromHexString(
        "08083A350A0E0A01610A016112017922034164641201745A0F0A0161120A0A08080112040A020803620F0A0179120A0A08080112040A02080342021011");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    private void Put(string? hash = null, string input = "a", byte[]? bytes = null)
    {
        bytes ??= s_network;
        File.WriteAllBytes(Path.Combine(_folder.FullName, "twice.onnx"), bytes);
        new ModelCard("twice", "twice.onnx", hash ?? Convert.ToHexString(SHA256.HashData(bytes)), new Dictionary<string, string> { [input] = "3" }, new Dictionary<string, string> { ["y"] = "3" }, "MIT")
            .Write(Path.Combine(_folder.FullName, "twice.json"));
    }

    [Fact]
    public void A_model_loads_once_and_says_where_it_runs()
    {
        Put();
        using var catalogue = new ModelCatalogue(_folder.FullName);
        Assert.Equal(["twice"], catalogue.Names);
        var model = catalogue.Get("twice");
        Assert.Same(model, catalogue.Get("twice"));
        Assert.Equal(model.Device == "cpu", model.WhyNotCuda is not null);
    }

    [Fact]
    public void What_does_not_match_its_card_is_refused_by_rule_and_loads_once_mended()
    {
        using var catalogue = new ModelCatalogue(_folder.FullName);
        Assert.Equal("no-model-card", Rule(catalogue));
        Put(hash: new string('0', 64));
        Assert.Equal("model-hash", Rule(catalogue));
        Put(input: "b");
        Assert.Equal("model-tensors", Rule(catalogue));
        Put(bytes: [1, 2, 3]);
        Assert.Equal("not-a-model", Rule(catalogue));
        File.Delete(Path.Combine(_folder.FullName, "twice.onnx"));
        Assert.Equal("no-model", Rule(catalogue));
        File.WriteAllText(Path.Combine(_folder.FullName, "twice.json"), "{ \"name\": 1");
        Assert.Equal("model-card-unreadable", Rule(catalogue));
        Put();
        Assert.Equal("twice", catalogue.Get("twice").Card.Name);
    }

    private static string Rule(ModelCatalogue catalogue) => Assert.Throws<InvalidInputException>(() => catalogue.Get("twice")).Rule;
}
