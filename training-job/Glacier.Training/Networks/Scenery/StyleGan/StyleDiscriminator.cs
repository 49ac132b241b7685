using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>StyleGAN2's residual discriminator with minibatch standard deviation.</summary>
public sealed class StyleDiscriminator : Module<Tensor, Tensor>
{
    /// <summary>Makes the discriminator.</summary>
    /// <param name="options">Sizes.</param>
    public StyleDiscriminator(StyleGanOptions options)
        : base(nameof(StyleDiscriminator))
    {
        int size = options.Checked().Size;
        Input = new EqualizedConv2d(options.DiscriminatorChannels, options.ChannelsAt(size), 1);
        Blocks = new ModuleList<ResidualDown>([.. options.Levels.Skip(1).Reverse().Select(level =>
            new ResidualDown(options.ChannelsAt(level), options.ChannelsAt(level / 2)))]);
        Epilogue = new DiscriminatorEpilogue(options.ChannelsAt(DiscriminatorEpilogue.Size), options.MinibatchGroup);
        RegisterComponents();
    }

    /// <summary>1×1 convolution from colours.</summary>
    [field: ComponentName(Name = "input")]
    public EqualizedConv2d Input { get; }

    /// <summary>Residual blocks down to 4 × 4.</summary>
    [field: ComponentName(Name = "blocks")]
    public ModuleList<ResidualDown> Blocks { get; }

    /// <summary>Head.</summary>
    [field: ComponentName(Name = "epilogue")]
    public DiscriminatorEpilogue Epilogue { get; }

    /// <summary>Maps pictures [N, C, Size, Size] in −1…1 to logits [N, 1].</summary>
    public override Tensor forward(Tensor picture)
    {
        var x = Input.call(Resampling.ChannelsLast(picture));
        foreach (var block in Blocks) x = block.call(x);
        return Epilogue.call(x);
    }
}
