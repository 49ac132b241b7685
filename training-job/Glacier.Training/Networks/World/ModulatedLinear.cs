using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.World;

/// <summary>
/// Fully connected layer whose weights every point modulates by a code of its own and that is demodulated (GSN, DeVries et al. 2021): StyleGAN2's modulated convolution for points.
/// Leaky ReLU follows.
/// </summary>
public sealed class ModulatedLinear : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="code">Length of a point's code.</param>
    public ModulatedLinear(long inputs, long outputs, long code)
        : base(nameof(ModulatedLinear))
    {
        WeightGain = 1f / MathF.Sqrt(inputs);
        Affine = new EqualizedLinear(code, inputs, initialBias: 1f);
        Weight = new Parameter(randn(outputs, inputs));
        Bias = new Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>Makes the modulation from a code.</summary>
    [field: ComponentName(Name = "affine")]
    public EqualizedLinear Affine { get; }

    /// <summary>Unscaled weights [outputs, inputs].</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    /// <summary>Bias [outputs].</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    /// <summary>Factor on the weights at run time.</summary>
    public float WeightGain { get; }

    /// <summary>Maps points [P, inputs] with their codes [P, code] to [P, outputs].</summary>
    public override Tensor forward(Tensor points, Tensor codes)
    {
        var style = Affine.call(codes);
        var weight = Weight * WeightGain;
        var demodulation = (F.linear(style.square(), weight.square()) + 1e-4f).rsqrt();
        return F.leaky_relu(((MixedPrecision.Project(points * style, weight, null) * demodulation) + Bias) * Activation.Gain, Activation.Slope, true);
    }
}
