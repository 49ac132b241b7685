using Glacier.Training.Networks.Scenery.Layers;
using Glacier.Training.Networks.World;
using Glacier.Training.Onnx.Messages;
using Glacier.Training.Onnx.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Onnx.World;

/// <summary>
/// Decoder, rendering in the band, upsampler and sky, run once per frame: <c>layout</c> [1, C, L, L], the tensors of a <see cref="WorldFrame"/> and <c>style</c> [1, Z] →
/// <c>picture</c> [1, 3, H, W], held to −1…1. L, samples, H and W are free; H and W are multiples of 4.
/// </summary>
public static class FrameExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["layout"] = "features of the ground plane, from scenery3d-layout",
        ["places"] = "u, v of each sample on the ground plane, −1…1, v to the south; rows of a sample below those of the one before",
        ["heights"] = "of each sample above the ground, in half thicknesses of the band",
        ["steps"] = "length of the ray that each sample stands for, in half thicknesses of the band; 0 where the ray meets no ground",
        ["guidance"] = $"exact geometry per pixel: {string.Join(", ", WorldFrame.GuidanceNames)}",
        ["sky"] = $"direction of view at a quarter of the size: {string.Join(", ", WorldFrame.SkyNames)}",
        ["style"] = "style code of scenery-joint and scenery-style",
        ["picture"] = "red, green, blue in −1…1",
    };

    /// <summary>Exports the networks of a conditional world.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    /// <exception cref="ArgumentException">The world knows no DEM: the product has no use for it.</exception>
    public static ModelProto Export(FrameGenerator generator, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = generator.Options;
        if (!options.Conditional)
        {
            throw new ArgumentException("an unconditional world is for comparison only and is not exported", nameof(generator));
        }

        var graph = new OnnxGraph("world-frame", precision);
        var layout = graph.Input("layout", 1, options.LayoutFeatures, "size", "size");
        var places = graph.Input("places", 1, "points", "columns", 2);
        var heights = graph.Input("heights", 1, "samples", "rows", "columns");
        var steps = graph.Input("steps", 1, "samples", "rows", "columns");
        var guidance = graph.Input("guidance", 1, WorldFrame.GuidanceNames.Count, "height", "width");
        var sky = graph.Input("sky", 1, WorldFrame.SkyNames.Count, "rows", "columns");
        var style = graph.Input("style", 1, options.StyleDimension);

        var latent = graph.Mapping(style, generator.Mapping, "mapping");
        var (gathered, opacity) = Rendered(graph, generator, layout, places, heights, steps);
        var terrain = Upsampled(graph, generator.Upsampler, graph.Concat(1, gathered, opacity), guidance, latent);
        var mean = graph.Node("ReduceMean", [layout], AttributeProto.Of("axes", [2L, 3L]), AttributeProto.Of("keepdims", 0));
        var above = graph.Upsample2(graph.Upsample2(Sky(graph, generator.Sky, sky, mean, latent)));
        var coverage = Map(graph, guidance, 0);
        var picture = graph.Add(graph.Multiply(terrain, coverage), graph.Multiply(above, graph.Node("Sub", [graph.Scalar(1), coverage])));
        graph.Output("picture", graph.Clamp(picture, -1, 1), 1, 3, "height", "width");
        return graph.Build();
    }

    private static (OnnxValue Gathered, OnnxValue Opacity) Rendered(OnnxGraph graph, FrameGenerator generator, OnnxValue layout, OnnxValue places, OnnxValue heights, OnnxValue steps)
    {
        var options = generator.Options;
        var ground = graph.Node(
            "GridSample", [layout, places], AttributeProto.Of("mode", "bilinear"), AttributeProto.Of("padding_mode", "border"), AttributeProto.Of("align_corners", 0));
        var codes = graph.Reshape(graph.Node("Transpose", [ground], AttributeProto.Of("perm", [0L, 2, 3, 1])), -1, options.LayoutFeatures);
        var (raw, features) = Decoded(graph, generator.Decoder, codes, graph.Reshape(heights, -1, 1));
        raw = graph.Node("Reshape", [raw, graph.Shape(heights)]);

        // in the band the network's own density, fading to its top; below the ground rock
        var air = graph.Clamp(graph.Node("Sub", [graph.Scalar(1), heights]), 0, 1);
        var rock = graph.Scale(graph.Node("Min", [heights, graph.Scalar(0)]), -BandCompositing.Rock);
        var density = graph.Add(graph.Multiply(graph.Node("Softplus", [raw]), air), rock);
        var thickness = graph.Multiply(density, steps);
        var opacities = graph.Node("Sub", [graph.Scalar(1), graph.Node("Exp", [graph.Node("Neg", [thickness])])]);
        var before = graph.Node("CumSum", [thickness, graph.Integer(1)], AttributeProto.Of("exclusive", 1));
        var weights = graph.Multiply(opacities, graph.Node("Exp", [graph.Node("Neg", [before])]));

        // [S, h·w, F] by [S, h·w, 1], summed over S
        var samples = graph.Node("Slice", [graph.Shape(heights), graph.Integers(1), graph.Integers(2)]);
        var perRay = graph.Node("Reshape", [features, graph.Concat(0, samples, graph.Integers(-1, options.RayFeatures))]);
        var perRayWeights = graph.Node("Reshape", [weights, graph.Concat(0, samples, graph.Integers(-1, 1))]);
        var sum = graph.Node("ReduceSum", [graph.Multiply(perRay, perRayWeights), graph.Integers(0)], AttributeProto.Of("keepdims", 0));
        var size = graph.Node("Slice", [graph.Shape(heights), graph.Integers(2), graph.Integers(4)]);
        var gathered = graph.Node("Reshape", [graph.Node("Transpose", [sum], AttributeProto.Of("perm", [1L, 0])), graph.Concat(0, graph.Integers(1, options.RayFeatures), size)]);
        return (gathered, graph.Node("ReduceSum", [weights, graph.Integers(1)], AttributeProto.Of("keepdims", 1)));
    }

    private static (OnnxValue Density, OnnxValue Features) Decoded(OnnxGraph graph, FeatureDecoder decoder, OnnxValue codes, OnnxValue heights)
    {
        const string Name = "decoder.";
        var square = graph.Multiply(heights, heights);
        var height = graph.Concat(1, heights, square, graph.Node("Exp", [graph.Scale(square, -4)]));
        var x = graph.LeakyRelu(graph.Add(graph.Linear(codes, decoder.Ground, Name + "ground"), graph.Linear(height, decoder.Height, Name + "height")), (float)Activation.Slope);
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var (layer, name) = (decoder.Layers[i], $"{Name}layers.{i}.");
            var style = graph.Linear(codes, layer.Affine, name + "affine");
            var weight = graph.Weight(name + "weight", layer.Weight, layer.WeightGain);
            var variance = graph.Linear(graph.Multiply(style, style), graph.Multiply(weight, weight));
            var factor = graph.Node("Div", [graph.Scalar(Activation.Gain), graph.Node("Sqrt", [graph.Add(variance, graph.Scalar(1e-4f))])]);
            x = graph.Multiply(graph.Linear(graph.Multiply(x, style), weight), factor);
            x = graph.LeakyRelu(graph.Add(x, graph.Weight(name + "bias", layer.Bias, Activation.Gain)), (float)Activation.Slope);
        }

        return (graph.Linear(x, decoder.Density, Name + "density"), graph.Linear(x, decoder.Features, Name + "features"));
    }

    private static OnnxValue Upsampled(OnnxGraph graph, PictureUpsampler upsampler, OnnxValue rays, OnnxValue guidance, OnnxValue latent)
    {
        const string Name = "upsampler.";
        var fine = graph.Conv(guidance, upsampler.Guidance, Name + "guidance");
        var middle = graph.Conv(fine, upsampler.Down[0].Down, Name + "down.0.down");
        var coarse = graph.Conv(graph.Conv(middle, upsampler.Down[1].Down, Name + "down.1.down"), upsampler.Down[1].Refine!, Name + "down.1.refine");
        OnnxValue[] geometry = [coarse, middle, fine];
        var grain = Map(graph, guidance, PictureUpsampler.Grain);
        var x = graph.Add(graph.Conv(rays, upsampler.Rays, Name + "rays"), coarse);
        OnnxValue? picture = null;
        for (var i = 0; i < upsampler.Levels.Count; i++)
        {
            var (level, name) = (upsampler.Levels[i], $"{Name}levels.{i}.");
            if (level.Conv0 is { } conv0)
            {
                x = graph.Add(graph.Upsample2(graph.Styled(x, latent, null, conv0, name + "conv0")), geometry[i]);
            }

            x = graph.Styled(x, latent, graph.Strided(grain, 1 << (upsampler.Levels.Count - 1 - i)), level.Conv1, name + "conv1");
            picture = graph.Colours(x, latent, picture, level.ToRgb, name + "to_rgb");
        }

        return picture!.Value;
    }

    private static OnnxValue Sky(OnnxGraph graph, SkyGenerator sky, OnnxValue directions, OnnxValue summary, OnnxValue latent)
    {
        const string Name = "sky.";
        var mixed = graph.Add(latent, graph.Linear(summary, sky.Summary, Name + "summary"));
        var x = graph.Conv(directions, sky.Input, Name + "input");
        for (var i = 0; i < sky.Layers.Count; i++)
        {
            x = graph.Styled(x, mixed, null, sky.Layers[i], $"{Name}layers.{i}");
        }

        return graph.Colours(x, mixed, null, sky.ToRgb, Name + "to_rgb");
    }

    private static OnnxValue Map(OnnxGraph graph, OnnxValue maps, int index) => graph.Node("Slice", [maps, graph.Integers(index), graph.Integers(index + 1), graph.Integers(1)]);
}
