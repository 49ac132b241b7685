using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Onnx.Perceptual;

/// <summary>A convolution and rectifier whose weights are given and never learn.</summary>
internal sealed class FrozenConv2d : Module<Tensor, Tensor>
{
    private readonly long[] _stride;
    private readonly long[] _padding;

    public FrozenConv2d(float[] weight, long[] shape, float[] bias, int stride = 1, int padding = 0) : base(nameof(FrozenConv2d))
    {
        _stride = [stride, stride];
        _padding = [padding, padding];
        Weight = new Parameter(tensor(weight, shape), requires_grad: false);
        Bias = new Parameter(tensor(bias, [bias.Length]), requires_grad: false);
        RegisterComponents();
    }

    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return F.relu(F.conv2d(input, Weight, Bias, _stride, _padding)).MoveToOuterDisposeScope();
    }
}
