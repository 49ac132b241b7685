using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Tests.Onnx;
using Glacier.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Tests.Onnx;

public sealed class InnerTensorsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    private Model Load(params string[] expose)
    {
        var network = TinyNetwork.Of(("x", TinyNetwork.Float, 1), ("y", TinyNetwork.Float, 1), TinyNetwork.Node("Abs", "x", "inside"), TinyNetwork.Node("Neg", "inside", "y"));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "net.onnx"), network);
        var path = Path.Combine(_folder.FullName, "net.json");
        new ModelCard("net", "net.onnx", Convert.ToHexString(SHA256.HashData(network)), new Dictionary<string, string> { ["x"] = "" }, new Dictionary<string, string> { ["y"] = "" }, "MIT", Expose: expose)
            .Write(path);
        return Model.Load(path);
    }

    [Fact]
    public void An_exposed_inner_tensor_can_be_read_beside_the_outputs()
    {
        using var model = Load("inside");
        using var input = OrtValue.CreateTensorValueFromMemory(new float[] { -3, 2 }, [2]);
        using var options = new RunOptions();
        using var outputs = model.Session.Run(options, ["x"], [input], ["y", "inside"]);
        Assert.Equal([-3, -2], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal([3, 2], outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Without_a_word_in_the_card_the_inner_tensor_stays_inside()
    {
        using var model = Load();
        Assert.Equal(["y"], model.Session.OutputMetadata.Keys);
        Assert.Equal("not-a-model", Assert.Throws<InvalidInputException>(() => Load("no such tensor")).Rule);
    }
}
