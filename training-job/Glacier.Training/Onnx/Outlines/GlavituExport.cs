using Glacier.Training.Networks.Outlines;
using Glacier.Training.Onnx.Messages;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Outlines;

/// <summary>
/// GlaViTU as one graph for every set of modalities: <c>windows</c> [N, C, S, S] with absent channels 0, <c>present</c> [N, C] that says which are absent, <c>keep</c> [N, K] that
/// multiplies the feature channels under spatial dropout (ones: none), and with a location encoding <c>region</c> or <c>location</c> → <c>logits</c> [N, 2, S, S] of the output
/// head; the batch is free.
/// </summary>
public static class GlavituExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["windows"] = "channels normalised as Glacier.Vision.Outlines.OutlineChannels does; absent channels 0",
        ["present"] = "1 for a channel that is given, 0 for an absent one",
        ["keep"] = "multipliers of the feature channels under spatial dropout: 1 for plain inference; Monte-Carlo dropout: 0 with probability p, else 1 / (1 - p), p = networks.spatialDropout",
        ["location"] = "sine and cosine of latitude, of longitude; zeros where unknown",
        ["region"] = "one-hot in the order of data.regions; zeros where unknown",
        ["logits"] = "0 no ice, 1 ice",
    };

    /// <summary>Exports a network with its norms' running statistics, as it computes in evaluation.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(Glavitu network, WeightPrecision precision = WeightPrecision.Float32)
    {
        using var constant = no_grad();
        var options = network.Options;
        var graph = new OnnxGraph("glavitu", precision);
        var windows = graph.Input("windows", "batch", options.Channels.Count, options.Side, options.Side);
        var present = graph.Input("present", "batch", options.Channels.Count);
        OnnxValue? place = options.Location switch
        {
            LocationEncoding.Region => graph.Input("region", "batch", options.LocationLength),
            LocationEncoding.Coordinates => graph.Input("location", "batch", options.LocationLength),
            _ => null,
        };
        var keep = graph.Input("keep", "batch", network.KeepLength);

        OnnxValue? sum = null;
        for (var i = 0; i < network.Fusion.Count; i++)
        {
            var modality = options.Modalities[i];
            var features = graph.Fusion(
                graph.Narrow(windows, modality.First, modality.Count), graph.Narrow(present, modality.First, modality.Count), graph.Narrow(keep, i * options.Width, options.Width), network.Fusion[i],
                $"fusion.{i}");
            sum = sum is { } before ? graph.Add(before, features) : features;
        }

        var fused = sum!.Value;
        if (place is { } told)
        {
            fused = graph.Add(fused, graph.Place(told, network.Place!, "place"));
        }

        var seen = graph.Add(fused, graph.Transformer(fused, network.Transformer, options, "transformer"));
        var logits = graph.Conv(graph.Add(seen, graph.UNet(seen, network.UNet, "unet")), network.Output, "output");
        if (options.StemStride > 1)
        {
            logits = graph.Node("DepthToSpace", [logits], AttributeProto.Of("blocksize", options.StemStride), AttributeProto.Of("mode", "CRD"));
        }

        graph.Output("logits", logits, "batch", Glavitu.Classes, options.Side, options.Side);
        return graph.Build();
    }
}
