using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Onnx.Messages;
using Glacier.Training.Onnx.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Onnx.World;

/// <summary>
/// The layout generator, run once per year: <c>condition</c> [N, M, L, L], <c>style</c> [N, Z], <c>noise</c> [N, 1, L, L] → <c>layout</c> [N, C, L, L]; N and L are free, L a multiple of 16.
/// </summary>
public static class LayoutExport
{
    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["condition"] = $"maps of the ground plane, north up: {string.Join(", ", TerrainWorld.LayoutNames)}; side a multiple of 16",
        ["style"] = "style code of scenery-joint and scenery-style",
        ["noise"] = "standard normal, the same for all years",
        ["layout"] = "features of the ground plane, for scenery3d-frame",
    };

    /// <summary>Exports a generator.</summary>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(JointGenerator generator, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = generator.Options;
        var graph = new OnnxGraph("world-layout", precision);
        var condition = graph.Input("condition", "batch", options.ConditionChannels, "size", "size");
        var style = graph.Input("style", "batch", options.StyleDimension);
        var noise = graph.Input("noise", "batch", 1, "size", "size");
        graph.Output("layout", JointGeneratorExport.Synthesis(graph, generator, condition, style, noise), "batch", options.OutputChannels, "size", "size");
        return graph.Build();
    }
}
