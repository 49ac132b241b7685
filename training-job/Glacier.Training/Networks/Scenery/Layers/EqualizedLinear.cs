using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>
/// Fully connected layer with an equalised learning rate and, for mapping networks, a learning-rate multiplier: weights are drawn
/// from N(0, 1/multiplier²) and multiplied by multiplier/√(inputs) at run time (Karras et al. 2018, 2019).
/// </summary>
public sealed class EqualizedLinear : Module<Tensor, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activate">Whether leaky ReLU follows.</param>
    /// <param name="initialBias">The bias at the start, as it acts (after the multiplier, before the activation's gain).</param>
    /// <param name="learningRate">Multiplier of the learning rate.</param>
    public EqualizedLinear(long inputs, long outputs, bool activate = false, float initialBias = 0f, float learningRate = 1f)
        : base(nameof(EqualizedLinear))
    {
        if (inputs < 1 || outputs < 1) throw new ArgumentOutOfRangeException(nameof(inputs), $"a layer needs features, not {inputs} to {outputs}");
        if (!(learningRate > 0f)) throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "the multiplier must be positive");
        Activate = activate;
        BiasGain = learningRate * (activate ? Activation.Gain : 1f);
        WeightGain = BiasGain / MathF.Sqrt(inputs);
        using (no_grad())
        {
            Weight = new Parameter(randn(outputs, inputs) * (1f / learningRate));
            Bias = new Parameter(full(outputs, initialBias / learningRate));
        }

        RegisterComponents();
    }

    /// <summary>Unscaled weights [outputs, inputs].</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    /// <summary>Unscaled bias [outputs].</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    /// <summary>Factor on the weights at run time.</summary>
    public float WeightGain { get; }

    /// <summary>Factor on the bias at run time.</summary>
    public float BiasGain { get; }

    /// <summary>Whether leaky ReLU follows.</summary>
    public bool Activate { get; }

    /// <summary>Maps [N, inputs] to [N, outputs].</summary>
    public override Tensor forward(Tensor input)
    {
        var output = MixedPrecision.Project(input, Weight * WeightGain, BiasGain == 1f ? Bias : Bias * BiasGain);
        return Activate ? F.leaky_relu(output, Activation.Slope, true) : output;
    }
}
