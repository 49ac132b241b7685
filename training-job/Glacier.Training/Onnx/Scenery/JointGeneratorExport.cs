using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>
/// The product's network: <c>condition</c> [N, C, H, W] in 0…1, <c>style</c> [N, Z], <c>noise</c> [N, 1, H, W] → <c>picture</c> [N, 3, H, W], held to −1…1; N, H and W
/// are free, H and W multiples of 16.
/// </summary>
public static class JointGeneratorExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["condition"] = "0…1; height and width multiples of 16",
        ["style"] = "style code, standard normal",
        ["noise"] = "standard normal",
        ["picture"] = "red, green, blue in −1…1",
    };

    /// <summary>Exports a generator.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(JointGenerator generator, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = generator.Options;
        var graph = new OnnxGraph("joint-generator", precision);
        var condition = graph.Input("condition", "batch", options.ConditionChannels, "height", "width");
        var style = graph.Input("style", "batch", options.StyleDimension);
        var noise = graph.Input("noise", "batch", 1, "height", "width");

        graph.Output("picture", graph.Clamp(Synthesis(graph, generator, condition, style, noise), -1, 1), "batch", 3, "height", "width");
        return graph.Build();
    }

    /// <summary>The generator's nodes: what it makes of a condition, a style code and noise, [N, outputs, H, W].</summary>
    internal static OnnxValue Synthesis(OnnxGraph graph, JointGenerator generator, OnnxValue condition, OnnxValue style, OnnxValue noise)
    {
        var latent = graph.Mapping(style, generator.Mapping, "mapping");
        var features = Features(graph, condition, generator.Encoder);
        var x = features[^1];
        OnnxValue? picture = null;
        for (var i = 0; i < generator.Levels.Count; i++)
        {
            var (level, name) = (generator.Levels[i], $"levels.{i}");
            if (level.Conv0 is { } conv0)
            {
                x = graph.Upsample2(graph.Styled(x, latent, null, conv0, name + ".conv0"));
                x = level.Spatial ? graph.Add(x, features[^(i + 1)]) : x;
            }

            x = graph.Styled(x, latent, graph.Strided(noise, 1 << (generator.Levels.Count - 1 - i)), level.Conv1, name + ".conv1");
            picture = graph.Colours(x, latent, picture, level.ToRgb, name + ".to_rgb");
        }

        return picture!.Value;
    }

    private static List<OnnxValue> Features(OnnxGraph graph, OnnxValue condition, ConditionEncoder encoder)
    {
        List<OnnxValue> features = [graph.Conv(condition, encoder.Input, "encoder.input")];
        for (var i = 0; i < encoder.Levels.Count; i++)
        {
            var (level, name) = (encoder.Levels[i], $"encoder.levels.{i}");
            var x = graph.Conv(features[^1], level.Down, name + ".down");
            features.Add(level.Refine is { } refine ? graph.Conv(x, refine, name + ".refine") : x);
        }

        return features;
    }
}
