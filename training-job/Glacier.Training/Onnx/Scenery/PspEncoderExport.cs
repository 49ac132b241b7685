using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Onnx.Messages;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>pixel2style2pixel's encoder: <c>condition</c> [N, C, Size, Size] → <c>latents</c> [N, L, W] in W+, the mean latent added; the batch is free.</summary>
public static class PspEncoderExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["condition"] = "0…1",
        ["latents"] = "W+, one latent per layer of the generator from coarse to fine",
    };

    /// <summary>Exports an encoder with its norms' running statistics, as it computes in evaluation.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="meanLatent">Mean latent of the generator it was trained for [W].</param>
    /// <param name="precision">How weights are stored.</param>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(PspEncoder encoder, Tensor meanLatent, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = encoder.Options;
        var graph = new OnnxGraph("psp-encoder", precision);
        var condition = graph.Input("condition", "batch", options.ConditionChannels, options.Size, options.Size);

        var x = graph.BatchNorm(graph.Conv(condition, encoder.Input, "input"), encoder.InputNorm, "input_norm");
        x = graph.PRelu(x, encoder.InputSlope, "input_slope");
        var stages = new List<OnnxValue>();
        var unit = 0;
        foreach (var units in options.Units)
        {
            for (var last = unit + units; unit < last; unit++)
            {
                x = graph.Residual(x, encoder.Units[unit], $"units.{unit}");
            }

            stages.Add(x);
        }

        var middle = graph.Add(graph.Upsample2(x), graph.Conv(stages[2], encoder.LateralMiddle, "lateral_middle"));
        var fine = graph.Add(graph.Upsample2(middle), graph.Conv(stages[1], encoder.LateralFine, "lateral_fine"));
        OnnxValue[] pyramid = [x, middle, fine];
        var axis = graph.Integers(1);
        var latents = new OnnxValue[options.StyleCount];
        for (var i = 0; i < latents.Length; i++)
        {
            var latent = graph.MapToStyle(pyramid[encoder.PyramidLevel(i)], encoder.Styles[i], $"styles.{i}");
            latents[i] = graph.Node("Unsqueeze", [latent, axis]);
        }

        graph.Output("latents", graph.Add(graph.Concat(1, latents), graph.Weight("mean_latent", meanLatent)), "batch", options.StyleCount, options.LatentDimension);
        return graph.Build();
    }
}
