using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>
/// Convolution over a reflected border, its weights divided by their largest singular value (Miyato et al. 2018), which one step of the power method follows in training.
/// </summary>
public sealed class SpectralConv2d : Module<Tensor, Tensor>
{
    private const float Epsilon = 1e-12f;

    private static readonly long[] s_unpadded = [0, 0];

    private readonly long[] _stride;
    private readonly Tensor? _left;

    /// <summary>Makes a convolution that keeps the size, or halves it.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Odd side of the kernel.</param>
    /// <param name="stride">Step between output pixels.</param>
    /// <param name="spectral">Whether the weights are divided by their spectral norm.</param>
    public SpectralConv2d(int inputs, int outputs, int kernel, int stride = 1, bool spectral = true)
        : base(nameof(SpectralConv2d))
    {
        (Padding, Stride, _stride) = (kernel / 2, stride, [stride, stride]);
        Weight = new Parameter(randn(outputs, inputs, kernel, kernel) * Math.Sqrt(2.0 / (inputs * kernel * kernel)));
        Bias = new Parameter(zeros(outputs));
        RegisterComponents();
        if (spectral)
        {
            _left = F.normalize(randn(outputs), dim: 0).DetachFromDisposeScope();
            register_buffer("left", _left);
        }
    }

    /// <summary>Weights before the division [outputs, inputs, k, k].</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    /// <summary>Bias [outputs].</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    /// <summary>Pixels reflected at each border.</summary>
    public int Padding { get; }

    /// <summary>Step between output pixels.</summary>
    public int Stride { get; }

    /// <summary>The weights as they are applied; in training the estimate of their norm moves on.</summary>
    public Tensor Normalised()
    {
        if (get_buffer("left") is not { } left)
        {
            return Weight;
        }

        var matrix = Weight.flatten(1);
        Tensor right;
        using (no_grad())
        {
            right = F.normalize(matrix.t().mv(left), dim: 0, eps: Epsilon);
            if (training)
            {
                left.copy_(F.normalize(matrix.mv(right), dim: 0, eps: Epsilon));
                right = F.normalize(matrix.t().mv(left), dim: 0, eps: Epsilon);
            }
        }

        return Weight / left.clone().dot(matrix.mv(right));
    }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var padded = Padding == 0 ? input : F.pad(input, [Padding, Padding, Padding, Padding], PaddingModes.Reflect);
        return MixedPrecision.Convolve(padded, Normalised(), Bias, _stride, s_unpadded);
    }
}
