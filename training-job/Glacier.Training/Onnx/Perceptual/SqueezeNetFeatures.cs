using Glacier.Terrain;
using Glacier.Training.Onnx.Messages;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Onnx.Perceptual;

/// <summary>
/// SqueezeNet 1.1 (Iandola et al. 2016) as a fixed measure of how pictures look: feature maps after the first convolution and after fire modules 3, 5, 6, 7, 8
/// and 9, where LPIPS takes them. The weights come from an ONNX file; gradients flow to the picture and never to the weights.
/// </summary>
public sealed class SqueezeNetFeatures : Module<Tensor, Tensor[]>
{
    /// <summary>Channels of the seven maps.</summary>
    public static readonly IReadOnlyList<int> Channels = [64, 128, 256, 384, 384, 512, 512];

    /// <summary>Least height and width of a picture: three poolings leave one pixel.</summary>
    public const int LeastSize = 31;

    // 3 × 3 poolings of stride 2 stand before these fire modules, and a map is taken after those
    private static readonly int[] s_pooledBefore = [2, 4, 6];
    private static readonly int[] s_taken = [3, 5, 6, 7, 8, 9];
    private static readonly float[] s_meanBgr = [104f, 117f, 123f];
    private static readonly long[] s_three = [3, 3];
    private static readonly long[] s_two = [2, 2];

    private SqueezeNetFeatures(FrozenConv2d first, FireModule[] fires) : base(nameof(SqueezeNetFeatures))
    {
        First = first;
        Fires = new ModuleList<FireModule>(fires);
        RegisterComponents();
    }

    [field: ComponentName(Name = "first")]
    internal FrozenConv2d First { get; }

    // fire modules 2 to 9
    [field: ComponentName(Name = "fires")]
    internal ModuleList<FireModule> Fires { get; }

    /// <summary>Reads the network from its ONNX file, whose weights are named as caffe2 named them (<c>conv1_w_0</c>, <c>fire2/squeeze1x1_w_0</c>).</summary>
    /// <exception cref="InvalidInputException">The file is absent, damaged or another network.</exception>
    public static SqueezeNetFeatures Load(string path)
    {
        var file = Path.GetFileName(path);
        var weights = OnnxFile.Read(path).Graph.Initializers.ToDictionary(tensor => tensor.Name);

        // the picture's conversion is affine per channel and the first convolution pads nothing, so that both are one convolution:
        // BGR = 127.5·RGB reversed + (127.5 − mean)
        var (kernel, bias) = (Values("conv1_w_0", 64, 3, 3, 3), Values("conv1_b_0", 64));
        var rgb = new float[kernel.Length];
        for (var output = 0; output < 64; output++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    var value = kernel[(((output * 3) + channel) * 9) + tap];
                    rgb[(((output * 3) + 2 - channel) * 9) + tap] = value * 127.5f;
                    bias[output] += value * (127.5f - s_meanBgr[channel]);
                }
            }
        }

        var fires = new FireModule[8];
        var inputs = 64;
        for (var i = 0; i < fires.Length; i++)
        {
            var (squeeze, expand) = (16 * ((i / 2) + 1), 64 * ((i / 2) + 1));
            fires[i] = new(
                Convolution($"fire{i + 2}/squeeze1x1", squeeze, inputs, 1), Convolution($"fire{i + 2}/expand1x1", expand, squeeze, 1), Convolution($"fire{i + 2}/expand3x3", expand, squeeze, 3));
            inputs = 2 * expand;
        }

        return new(new FrozenConv2d(rgb, [64, 3, 3, 3], bias, stride: 2), fires);

        FrozenConv2d Convolution(string name, int outputs, int from, int edge) =>
            new(Values(name + "_w_0", outputs, from, edge, edge), [outputs, from, edge, edge], Values(name + "_b_0", outputs), padding: edge / 2);

        float[] Values(string name, params long[] shape)
        {
            if (weights.TryGetValue(name, out var tensor) && tensor.Dims.SequenceEqual(shape) && tensor.Type is TensorType.Float or TensorType.Float16)
            {
                return tensor.ToFloats();
            }

            var found = weights.TryGetValue(name, out tensor) ? $"{name} of [{string.Join(", ", tensor.Dims)}] and {tensor.Type}" : $"no {name}";
            throw new InvalidInputException(file, "not-squeezenet", found, $"floats [{string.Join(", ", shape)}]", "Name the ONNX file of SqueezeNet 1.1 (squeezenet1_1_fp16.onnx).");
        }
    }

    /// <summary>Maps pictures [N, 3, H, W], RGB in −1…1, to their seven feature maps [N, C, h, w], all ≥ 0.</summary>
    /// <exception cref="ArgumentException">Another shape, or below <see cref="LeastSize"/> pixels.</exception>
    public override Tensor[] forward(Tensor input)
    {
        var shape = input.shape;
        if (shape.Length != 4 || shape[1] != 3 || shape[2] < LeastSize || shape[3] < LeastSize)
        {
            throw new ArgumentException($"pictures [N, 3, H, W] of {LeastSize} pixels or more are wanted, not [{string.Join(", ", shape)}]", nameof(input));
        }

        using var scope = NewDisposeScope();
        var maps = new List<Tensor>();
        var x = First.call(input);
        maps.Add(x);
        for (var fire = 2; fire <= 9; fire++)
        {
            if (s_pooledBefore.Contains(fire))
            {
                x = F.max_pool2d(x, s_three, s_two);
            }

            x = Fires[fire - 2].call(x);
            if (s_taken.Contains(fire))
            {
                maps.Add(x);
            }
        }

        return [.. maps.Select(map => map.MoveToOuterDisposeScope())];
    }

    /// <summary>One vector for each picture, for identity losses and for distances between sets of pictures: the last map's mean over pixels, [N, 512].</summary>
    /// <exception cref="ArgumentException">As for <see cref="forward"/>.</exception>
    public Tensor Embed(Tensor picture)
    {
        using var scope = NewDisposeScope();
        return call(picture)[^1].mean([2L, 3L]).MoveToOuterDisposeScope();
    }
}
