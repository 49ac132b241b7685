using Glacier.Training.Networks.Panorama;
using Glacier.Training.Onnx.Messages;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Panorama;

/// <summary>The render network: <c>volume</c> [N, 5, H, W], <c>illumination</c> [N, 270] → <c>picture</c> [N, 3, H, W]. N, H and W are free, H and W multiples of 16.</summary>
public static class RenderNetExport
{
    /// <summary>Name of the model.</summary>
    public const string ModelName = "panorama-render";

    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["volume"] = "red, green and blue of the tile (sRGB 0 to 1) times opacity, opacity, depth as the sum of weight × distance in half sides of the tile; height and width multiples of 16",
        ["illumination"] = "blue, green and red histograms of a sky, 90 bins each (SkyHistogram.Counts), over the number of the sky's pixels",
        ["picture"] = "RGB, sRGB 0 to 1",
    };

    /// <summary>Exports a network as it computes in evaluation: with the mean of the illumination's code.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(RenderNet network, WeightPrecision precision = WeightPrecision.Float32)
    {
        using var constant = no_grad();
        var options = network.Options;
        var graph = new OnnxGraph(ModelName, precision);
        var volume = graph.Input("volume", "batch", RenderNet.VolumeChannels, "height", "width");
        var illumination = graph.Input("illumination", "batch", IlluminationEncoder.Bins);
        var modulation = network.Encoder is { } encoder ? graph.Linear(Style(graph, illumination, encoder), network.Modulation!, "modulation") : (OnnxValue?)null;
        var x = graph.Unit(volume, network.Input, "input");
        var passed = new Stack<OnnxValue>();
        for (var i = 0; i < network.Downs.Count; i++)
        {
            passed.Push(x);
            x = graph.Unit(x, network.Downs[i], $"downs.{i}");
        }

        for (var i = 0; i < network.Blocks.Count; i++)
        {
            x = graph.Residual(x, network.Blocks[i], $"blocks.{i}");
        }

        for (var i = 0; i < network.Ups.Count; i++)
        {
            x = graph.Repeat2(x);
            var beside = passed.Pop();
            x = graph.Unit(options.Skips ? graph.Concat(1, x, beside) : x, network.Ups[i], $"ups.{i}");
            if (i < 2 && modulation is { } all)
            {
                x = graph.Add(graph.Multiply(x, graph.Add(Part(all, 2 * i), graph.Scalar(1))), Part(all, (2 * i) + 1));
            }
        }

        graph.Output("picture", graph.Sigmoid(graph.Conv(x, network.Head, "head")), "batch", 3, "height", "width");
        return graph.Build();

        OnnxValue Part(OnnxValue all, int number)
        {
            var (first, count) = network.ModulationPart(number);
            return graph.AsMaps(graph.Slice(all, 1, first, count));
        }
    }

    private static OnnxValue Style(OnnxGraph graph, OnnxValue illumination, IlluminationEncoder encoder)
    {
        var x = Leaky(graph.Scale(illumination, IlluminationEncoder.Scale), encoder.First, "encoder.first");
        x = Leaky(x, encoder.Second, "encoder.second");
        var code = graph.Node("Tanh", [graph.Linear(x, encoder.Mean, "encoder.mean")]);
        var length = graph.Node("ReduceL2", [code], AttributeProto.Of("axes", [1L]), AttributeProto.Of("keepdims", 1));
        x = graph.Node("Div", [code, graph.Node("Max", [length, graph.Scalar(1e-12f)])]);
        for (var i = 0; i < encoder.Layers.Count; i++)
        {
            x = Leaky(x, encoder.Layers[i], $"encoder.layers.{i}");
        }

        return x;

        OnnxValue Leaky(OnnxValue from, TorchSharp.Modules.Linear layer, string name) => graph.LeakyRelu(graph.Linear(from, layer, name), PanoramaUnit.Slope);
    }
}
