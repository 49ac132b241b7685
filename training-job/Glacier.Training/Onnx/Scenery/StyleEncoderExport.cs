using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>The joint mode's reader of styles: <c>picture</c> [N, 3, H, W] in −1…1 → <c>style</c> [N, Z], the mean style code; N, H and W are free.</summary>
public static class StyleEncoderExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["picture"] = "red, green, blue in −1…1; trained at its training size",
        ["style"] = "mean style code",
    };

    /// <summary>Exports an encoder.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(StyleEncoder encoder, WeightPrecision precision = WeightPrecision.Float32)
    {
        var graph = new OnnxGraph("style-encoder", precision);
        var x = graph.Input("picture", "batch", 3, "height", "width");
        for (var i = 0; i < encoder.Down.Count; i++)
        {
            x = graph.Conv(x, encoder.Down[i], $"down.{i}");
        }

        x = graph.Linear(graph.Flatten(graph.GlobalAveragePool(x)), encoder.Hidden, "hidden");
        graph.Output("style", graph.Linear(x, encoder.Mean, "mean"), "batch", encoder.Mean.Weight.shape[0]);
        return graph.Build();
    }
}
