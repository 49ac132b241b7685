using Glacier.Training.Networks.Panorama;
using Glacier.Training.Onnx.Messages;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Panorama;

/// <summary>The density network: <c>tile</c> [N, 3, 256, 256] → <c>density</c> [N, slices + 1, h, w], the ground's slice first; the batch is free.</summary>
public static class DensityNetExport
{
    /// <summary>Name of the model.</summary>
    public const string ModelName = "panorama-density";

    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["tile"] = "satellite tile, RGB, sRGB 0 to 1, north up",
        ["density"] = "density per half side of the tile, lowest slice first, from panorama.bottom to panorama.top; the first slice is the opaque ground's",
    };

    /// <summary>Exports a network as it computes in evaluation.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(DensityNet network, WeightPrecision precision = WeightPrecision.Float32)
    {
        using var constant = no_grad();
        var (options, volume) = (network.Options, network.Volume);
        var graph = new OnnxGraph(ModelName, precision);
        var tile = graph.Input("tile", "batch", 3, DensityNet.TilePixels, DensityNet.TilePixels);
        var x = graph.Add(graph.Scale(tile, 2), graph.Scalar(-1));
        x = options.Reduction == 1 ? x : graph.AveragePool(x, options.Reduction, options.Reduction);
        var side = DensityNet.TilePixels / options.Reduction;
        x = graph.Unit(Placed(x), network.Input, "input");
        var passed = new Stack<OnnxValue>();
        for (var i = 0; i < network.Downs.Count; i++, side /= 2)
        {
            passed.Push(x);
            x = graph.Unit(x, network.Downs[i], $"downs.{i}");
        }

        for (var i = 0; i < network.Blocks.Count; i++)
        {
            x = graph.Residual(x, network.Blocks[i], $"blocks.{i}");
        }

        if (network.Whole is { } whole)
        {
            x = graph.Add(x, graph.AsMaps(graph.Linear(graph.Flatten(graph.GlobalAveragePool(x)), whole, "whole")));
        }

        for (var i = 0; i < network.Ups.Count; i++, side *= 2)
        {
            x = graph.Repeat2(x);
            var beside = passed.Pop();
            x = graph.Unit(options.Skips ? graph.Concat(1, x, beside) : x, network.Ups[i], $"ups.{i}");
        }

        if (options.Head == DensityHead.Slices)
        {
            x = graph.Relu(graph.Conv(x, network.Head, "head"));
            var ground = graph.Add(graph.Multiply(graph.Slice(x, 1, 0, 1), graph.Scalar(0)), graph.Scalar(VolumeOptions.Ground));
            graph.Output("density", graph.Concat(1, ground, x), "batch", volume.Slices + 1, side, side);
            return graph.Build();
        }

        x = graph.Scale(graph.Conv(Placed(x), network.Head, "head"), DensityNet.HeightScale);
        var middle = graph.Slice(graph.Slice(x, 2, (side / 2) - 1, 2), 3, (side / 2) - 1, 2);
        var height = graph.Node("Sub", [x, graph.GlobalAveragePool(middle)]);
        if (side != options.HeightSide)
        {
            var factor = (float)options.HeightSide / side;
            height = graph.Node(
                "Resize", [height, new(""), graph.Constant([1, 1, factor, factor], 4)], AttributeProto.Of("mode", "linear"), AttributeProto.Of("coordinate_transformation_mode", "half_pixel"));
        }

        var depth = graph.Node("Sub", [height, graph.Constant(HeightDensity.Levels(volume), 1, volume.Slices + 1, 1, 1)]);
        var density = graph.Clamp(graph.Scale(depth, (float)(VolumeOptions.Ground / HeightDensity.Depth)), 0, VolumeOptions.Ground);
        graph.Output("density", density, "batch", volume.Slices + 1, options.HeightSide, options.HeightSide);
        return graph.Build();

        // places beside the features; the batch's length is the features'
        OnnxValue Placed(OnnxValue features)
        {
            if (!options.Coordinates)
            {
                return features;
            }

            var places = graph.Constant(DensityNet.Places(side), 1, 2, side, side);
            return graph.Concat(1, features, graph.Add(graph.Multiply(graph.Slice(features, 1, 0, 1), graph.Scalar(0)), places));
        }
    }
}
