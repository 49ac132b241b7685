using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>StyleGAN2's generator in two networks, so that styles can be mixed, moved and read from pictures between them; the batch is free.</summary>
public static class StyleGeneratorExport
{
    /// <summary>What the inputs and outputs of both networks hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["style"] = "style code z, standard normal",
        ["truncation"] = "1 leaves the latents, 0 gives the mean",
        ["latents"] = "W+, one latent per layer from coarse to fine",
        ["noise"] = "standard normal, one channel for each of a level's two convolutions",
        ["picture"] = "red, green, blue in −1…1",
    };

    /// <summary>Exports the mapping network: <c>style</c> [N, Z], <c>truncation</c> [1] → <c>latents</c> [N, L, W].</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto ExportMapping(StyleGenerator generator, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = generator.Options;
        var graph = new OnnxGraph("style-mapping", precision);
        var style = graph.Input("style", "batch", options.StyleDimension);
        var truncation = graph.Input("truncation", 1);

        var mean = graph.Weight("mean_latent", generator.MeanLatent);
        var offset = graph.Node("Sub", [graph.Mapping(style, generator.Mapping, "mapping"), mean]);
        var latent = graph.Add(mean, graph.Multiply(offset, truncation));
        var layers = graph.Node("Expand", [graph.Node("Unsqueeze", [latent, graph.Integers(1)]), graph.Integers(1, options.StyleCount, 1)]);
        graph.Output("latents", layers, "batch", options.StyleCount, options.LatentDimension);
        return graph.Build();
    }

    /// <summary>Exports the synthesis: <c>latents</c> [N, L, W], <c>noise</c> [N, 2, Size, Size] → <c>picture</c> [N, 3, Size, Size], held to −1…1.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto ExportSynthesis(StyleGenerator generator, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = generator.Options;
        var graph = new OnnxGraph("style-synthesis", precision);
        var latents = graph.Input("latents", "batch", options.StyleCount, options.LatentDimension);
        var noise = graph.Input("noise", "batch", StyleGenerator.NoiseChannels, options.Size, options.Size);

        // [1, C, 4, 4]: the first modulation gives every style of the batch its own
        var x = graph.Weight("constant", generator.Constant);
        OnnxValue? picture = null;
        var layer = 0;
        for (var i = 0; i < generator.Levels.Count; i++)
        {
            var (level, name, stride) = (generator.Levels[i], $"levels.{i}", 1 << (generator.Levels.Count - 1 - i));
            if (level.Conv0 is { } conv0)
            {
                x = graph.Styled(graph.Upsample2(x), Latent(layer++), Noise(0, stride), conv0, name + ".conv0");
            }

            x = graph.Styled(x, Latent(layer++), Noise(1, stride), level.Conv1, name + ".conv1");
            picture = graph.Colours(x, Latent(layer), picture, level.ToRgb, name + ".to_rgb");
        }

        graph.Output("picture", graph.Clamp(picture!.Value, -1, 1), "batch", 3, options.Size, options.Size);
        return graph.Build();

        OnnxValue Latent(int index) => graph.Select(latents, 1, index);

        OnnxValue Noise(int channel, int stride) =>
            graph.Strided(graph.Node("Slice", [noise, graph.Integers(channel), graph.Integers(channel + 1), graph.Integers(1)]), stride);
    }
}
