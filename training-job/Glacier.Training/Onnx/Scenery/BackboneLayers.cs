using Glacier.Training.Networks.Scenery.Psp;
using TorchSharp.Modules;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>Layers of torch's own and of pSp's backbone as nodes.</summary>
internal static class BackboneLayers
{
    // the ε that torch's BatchNorm2d has unless told otherwise
    private const float Epsilon = 1e-5f;

    /// <summary>Convolution.</summary>
    public static OnnxValue Conv(this OnnxGraph graph, OnnxValue x, Conv2d layer, string name, int stride = 1)
    {
        OnnxValue? bias = layer.bias is null ? null : graph.Weight(name + ".bias", layer.bias);
        return graph.Conv(x, graph.Weight(name + ".weight", layer.weight!), bias, stride, (int)layer.weight!.shape[2] / 2);
    }

    /// <summary>Batch normalisation by the running statistics.</summary>
    public static OnnxValue BatchNorm(this OnnxGraph graph, OnnxValue x, BatchNorm2d layer, string name) => graph.BatchNorm(
        x,
        graph.Weight(name + ".weight", layer.weight!),
        graph.Weight(name + ".bias", layer.bias!),
        graph.Weight(name + ".running_mean", layer.running_mean!),
        graph.Weight(name + ".running_var", layer.running_var!),
        Epsilon);

    /// <summary>Rectifier with a learnt slope per channel.</summary>
    public static OnnxValue PRelu(this OnnxGraph graph, OnnxValue x, PReLU layer, string name) =>
        graph.PRelu(x, graph.Weight(name + ".weight", layer.weight!.view(-1, 1, 1)));

    /// <summary>Residual unit of pSp's backbone.</summary>
    public static OnnxValue Residual(this OnnxGraph graph, OnnxValue x, ResidualUnit unit, string name)
    {
        var y = graph.BatchNorm(x, unit.InputNorm, name + ".input_norm");
        y = graph.PRelu(graph.Conv(y, unit.First, name + ".first"), unit.Slope, name + ".slope");
        y = graph.BatchNorm(graph.Conv(y, unit.Second, name + ".second", unit.Stride), unit.OutputNorm, name + ".output_norm");
        var excitation = unit.Excitation;
        y = graph.SqueezeExcite(
            y,
            graph.Weight(name + ".excitation.squeeze.weight", excitation.Squeeze.weight!.unsqueeze(-1).unsqueeze(-1)),
            graph.Weight(name + ".excitation.excite.weight", excitation.Excite.weight!.unsqueeze(-1).unsqueeze(-1)));
        return graph.Add(y, unit.Shortcut is null
            ? graph.Strided(x, unit.Stride)
            : graph.BatchNorm(graph.Conv(x, unit.Shortcut, name + ".shortcut", unit.Stride), unit.ShortcutNorm!, name + ".shortcut_norm"));
    }

    /// <summary>Features [N, C, h, h] to one latent [N, W].</summary>
    public static OnnxValue MapToStyle(this OnnxGraph graph, OnnxValue x, MapToStyle block, string name)
    {
        for (var i = 0; i < block.Convolutions.Count; i++)
        {
            x = graph.LeakyRelu(graph.Conv(x, block.Convolutions[i], $"{name}.convolutions.{i}", stride: 2), (float)Networks.Scenery.Psp.MapToStyle.Slope);
        }

        return graph.Linear(graph.Flatten(x), block.Output, name + ".output");
    }
}
