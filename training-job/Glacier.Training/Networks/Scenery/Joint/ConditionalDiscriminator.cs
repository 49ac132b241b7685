using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>
/// Discriminator of the joint mode: sees picture and condition together, answers for every patch of the picture and for the whole of it.
/// StyleGAN2's residual blocks, no norms.
/// </summary>
public sealed class ConditionalDiscriminator : Module<Tensor, Tensor, DiscriminatorOutput>
{
    private const int PatchBlocks = 3;
    private readonly int _size;

    /// <summary>Makes the discriminator.</summary>
    /// <param name="options">Sizes.</param>
    public ConditionalDiscriminator(JointNetworkOptions options)
        : base(nameof(ConditionalDiscriminator))
    {
        _size = options.Checked().Size;
        Input = new EqualizedConv2d(3 + options.ConditionChannels, options.ChannelsAt(_size), 1);
        int blocks = int.Log2(_size / DiscriminatorEpilogue.Size);
        Blocks = new ModuleList<ResidualDown>([.. Enumerable.Range(1, blocks).Select(i =>
            new ResidualDown(options.ChannelsAt(_size >> (i - 1)), options.ChannelsAt(_size >> i)))]);
        int patchChannels = options.ChannelsAt(_size >> PatchBlocks);
        PatchHidden = new EqualizedConv2d(patchChannels, patchChannels, 3);
        PatchOutput = new EqualizedConv2d(patchChannels, 1, 1, activate: false);
        Epilogue = new DiscriminatorEpilogue(options.ChannelsAt(DiscriminatorEpilogue.Size), options.MinibatchGroup);
        RegisterComponents();
    }

    /// <summary>1×1 convolution from colours and condition.</summary>
    [field: ComponentName(Name = "input")]
    public EqualizedConv2d Input { get; }

    /// <summary>Residual blocks down to 4 × 4.</summary>
    [field: ComponentName(Name = "blocks")]
    public ModuleList<ResidualDown> Blocks { get; }

    /// <summary>Hidden layer of the patch head.</summary>
    [field: ComponentName(Name = "patch_hidden")]
    public EqualizedConv2d PatchHidden { get; }

    /// <summary>Logits of the patch head.</summary>
    [field: ComponentName(Name = "patch_output")]
    public EqualizedConv2d PatchOutput { get; }

    /// <summary>Global head.</summary>
    [field: ComponentName(Name = "epilogue")]
    public DiscriminatorEpilogue Epilogue { get; }

    /// <summary>Judges pictures [N, 3, R, R] in −1…1 of conditions [N, C, R, R] in 0…1.</summary>
    /// <exception cref="ArgumentException">The picture is not of the training size.</exception>
    public override DiscriminatorOutput forward(Tensor picture, Tensor condition)
    {
        if (picture.shape[2] != _size || picture.shape[3] != _size)
            throw new ArgumentException($"the discriminator judges pictures of {_size} × {_size}, not {picture.shape[3]} × {picture.shape[2]}");

        var x = Input.call(Resampling.ChannelsLast(cat([picture, condition], 1)));
        var features = new List<Tensor>(Blocks.Count);
        foreach (var block in Blocks)
        {
            x = block.call(x);
            features.Add(x);
        }

        var patch = PatchOutput.call(PatchHidden.call(features[PatchBlocks - 1]));
        return new DiscriminatorOutput(patch, Epilogue.call(x), features);
    }
}
