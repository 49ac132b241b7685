using Glacier.Training.Networks.Scenery.Layers;

namespace Glacier.Training.Onnx.Scenery;

/// <summary>The scenery networks' own layers as nodes. Factors that training applies at run time are multiplied into the weights; weights carry their names in the module.</summary>
internal static class StyledLayers
{
    /// <summary>Convolution of equalised learning rate, with its activation.</summary>
    public static OnnxValue Conv(this OnnxGraph graph, OnnxValue x, EqualizedConv2d layer, string name)
    {
        OnnxValue? bias = layer.Bias is null ? null : graph.Weight(name + ".bias", layer.Bias, layer.BiasGain);
        var y = graph.Conv(x, graph.Weight(name + ".weight", layer.Weight, layer.WeightGain), bias, layer.Stride, (int)layer.Weight.shape[2] / 2);
        return layer.Activate ? graph.LeakyRelu(y, (float)Activation.Slope) : y;
    }

    /// <summary>Fully connected layer of equalised learning rate, with its activation.</summary>
    public static OnnxValue Linear(this OnnxGraph graph, OnnxValue x, EqualizedLinear layer, string name)
    {
        var y = graph.Linear(x, graph.Weight(name + ".weight", layer.Weight, layer.WeightGain), graph.Weight(name + ".bias", layer.Bias, layer.BiasGain));
        return layer.Activate ? graph.LeakyRelu(y, (float)Activation.Slope) : y;
    }

    /// <summary>z → w.</summary>
    public static OnnxValue Mapping(this OnnxGraph graph, OnnxValue style, MappingNetwork mapping, string name)
    {
        var x = mapping.Normalise ? graph.PixelNorm(style) : style;
        for (var i = 0; i < mapping.Layers.Count; i++)
        {
            x = graph.Linear(x, mapping.Layers[i], $"{name}.layers.{i}");
        }

        return x;
    }

    /// <summary>Modulated and demodulated convolution, noise, bias, leaky ReLU.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Features.</param>
    /// <param name="latent">w [N, W].</param>
    /// <param name="noise">Noise of the features' size, or null for a layer without.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name in the module.</param>
    public static OnnxValue Styled(this OnnxGraph graph, OnnxValue x, OnnxValue latent, OnnxValue? noise, StyledConv2d layer, string name)
    {
        var convolution = layer.Convolution;
        var style = graph.Linear(latent, convolution.Affine, name + ".convolution.affine");
        var weight = graph.Weight(name + ".convolution.weight", convolution.Weight, convolution.WeightGain);
        var y = graph.DemodulatedConv(x, style, weight, (int)convolution.Weight.shape[2] / 2, Activation.Gain);
        if (layer.NoiseStrength is { } strength)
        {
            var grains = noise ?? throw new ArgumentNullException(nameof(noise), $"{name} adds noise");
            y = graph.AddNoise(y, grains, graph.Weight(name + ".noise_strength", strength, Activation.Gain), 1);
        }

        return graph.LeakyRelu(graph.Add(y, graph.Channels(name + ".bias", layer.Bias, Activation.Gain)), (float)Activation.Slope);
    }

    /// <summary>Colours of one level, summed with those of the coarser levels.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Features.</param>
    /// <param name="latent">w [N, W].</param>
    /// <param name="coarse">Colours of the coarser levels, half as large, or null at the coarsest.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name in the module.</param>
    public static OnnxValue Colours(this OnnxGraph graph, OnnxValue x, OnnxValue latent, OnnxValue? coarse, ToRgb layer, string name)
    {
        var convolution = layer.Convolution;
        var style = graph.Linear(latent, convolution.Affine, name + ".convolution.affine");
        var weight = graph.Weight(name + ".convolution.weight", convolution.Weight, convolution.WeightGain);
        var colours = graph.Add(graph.ModulatedConv(x, style, weight, 0), graph.Channels(name + ".bias", layer.Bias));
        return coarse is { } picture ? graph.Add(colours, graph.Upsample2(picture)) : colours;
    }

    // a number per channel, to be added to maps: [C, 1, 1]
    private static OnnxValue Channels(this OnnxGraph graph, string name, TorchSharp.torch.Tensor values, float factor = 1) =>
        graph.Weight(name, values.view(-1, 1, 1), factor);
}
