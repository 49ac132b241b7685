using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>The mapping network f: Z → W of StyleGAN2, fully connected layers with leaky ReLU.</summary>
public sealed class MappingNetwork : Module<Tensor, Tensor>
{
    /// <summary>Makes the network.</summary>
    /// <param name="inputs">Length of z.</param>
    /// <param name="outputs">Length of w, and of the hidden layers.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="learningRate">Multiplier of the learning rate (StyleGAN2: 0.01).</param>
    /// <param name="normalise">Whether z is brought to unit second moment first, as in StyleGAN2. A style code with a KL term is not:
    /// its length carries meaning and zero is the average style.</param>
    public MappingNetwork(long inputs, long outputs, int layers, float learningRate = 0.01f, bool normalise = true)
        : base(nameof(MappingNetwork))
    {
        if (layers < 1) throw new ArgumentOutOfRangeException(nameof(layers), layers, "a mapping network needs a layer");
        Normalise = normalise;
        Layers = new ModuleList<EqualizedLinear>(
            [.. Enumerable.Range(0, layers).Select(i => new EqualizedLinear(i == 0 ? inputs : outputs, outputs, activate: true, learningRate: learningRate))]);
        RegisterComponents();
    }

    /// <summary>The layers in order.</summary>
    [field: ComponentName(Name = "layers")]
    public ModuleList<EqualizedLinear> Layers { get; }

    /// <summary>Whether z is brought to unit second moment first.</summary>
    public bool Normalise { get; }

    /// <summary>Maps z [N, Z] to w [N, W].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Normalise ? input * (input.square().mean([1], keepdim: true) + 1e-8f).rsqrt() : input;
        foreach (var layer in Layers) x = layer.call(x);
        return x;
    }
}
