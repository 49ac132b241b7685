using Glacier.Terrain;
using Glacier.Vision.Metrics;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Onnx.Perceptual;

/// <summary>
/// The formula and heads of LPIPS (Zhang et al. 2018, v0.1, squeeze) on another SqueezeNet 1.1 than the one that the heads were fitted to: feature vectors brought to unit
/// length, their squared difference weighed per channel, averaged over pixels and summed over the seven maps. Not comparable with published LPIPS figures:
/// every report has to give it <see cref="ScoreName"/>.
/// </summary>
public sealed class LpipsSqueeze : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Name of the score wherever its figure stands.</summary>
    public const string ScoreName = "lpips-squeeze(substitute backbone)";

    private readonly SqueezeNetFeatures _features;

    private LpipsSqueeze(SqueezeNetFeatures features, float[] heads) : base(nameof(LpipsSqueeze))
    {
        _features = features;
        Heads = new Parameter(tensor(heads, [heads.Length]), requires_grad: false);
        RegisterComponents();
    }

    // one weight per channel, the seven maps one after the other
    [field: ComponentName(Name = "heads")]
    internal Parameter Heads { get; }

    /// <summary>Puts the heads of a file (<c>lpips_v0.1_squeeze.pth</c>) on a backbone.</summary>
    /// <param name="features">The backbone; shared, not copied.</param>
    /// <param name="path">The heads.</param>
    /// <exception cref="InvalidInputException">The file is absent, damaged or holds the heads of another backbone.</exception>
    public static LpipsSqueeze Load(SqueezeNetFeatures features, string path)
    {
        var weights = TorchWeights.Read(path);
        var heads = new List<float>();
        for (var i = 0; i < SqueezeNetFeatures.Channels.Count; i++)
        {
            var (name, channels) = ($"lin{i}.model.1.weight", SqueezeNetFeatures.Channels[i]);
            if (!weights.TryGetValue(name, out var head) || head.Values.Length != channels)
            {
                throw new InvalidInputException(
                    Path.GetFileName(path), "not-lpips-squeeze", head is null ? $"no {name}" : $"{name} of {head.Values.Length} channels", $"{name} of {channels} channels",
                    "Name the file of the squeeze heads (lpips_v0.1_squeeze.pth).");
            }

            heads.AddRange(head.Values);
        }

        return new(features, [.. heads]);
    }

    /// <summary>Distance of each pair of pictures [N, 3, H, W], RGB in −1…1: [N], 0 for equal pictures.</summary>
    public override Tensor forward(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (_features.call(first), _features.call(second));
        var sum = zeros(first.shape[0], device: first.device);
        long start = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var head = Heads.narrow(0, start, a[i].shape[1]).view(1, -1, 1, 1);
            start += a[i].shape[1];
            sum = sum + ((Unit(a[i]) - Unit(b[i])).square() * head).sum([1L]).mean([1L, 2L]);
        }

        return sum.MoveToOuterDisposeScope();
    }

    // the root of a sum that is zero has no gradient: the constant goes inside as well
    private static Tensor Unit(Tensor maps) => maps / ((maps.square().sum([1L], keepdim: true) + 1e-20f).sqrt() + 1e-10f);
}
