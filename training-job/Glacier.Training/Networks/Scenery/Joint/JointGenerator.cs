using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>
/// Generator of the joint mode: the condition's features say where everything is, a style code says how it looks. Fully convolutional
/// without any norm over pixels, so that a picture changes only within <see cref="JointNetworkOptions.ReceptiveRadius"/> of a changed condition.
/// </summary>
public sealed class JointGenerator : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>Makes the generator.</summary>
    /// <param name="options">Sizes.</param>
    public JointGenerator(JointNetworkOptions options)
        : base(nameof(JointGenerator))
    {
        Options = options.Checked();
        Mapping = new MappingNetwork(options.StyleDimension, options.LatentDimension, options.MappingLayers, options.MappingLearningRate, normalise: false);
        Encoder = new ConditionEncoder(options);
        Levels = new ModuleList<GeneratorLevel>([.. options.Levels.Select((level, i) => new GeneratorLevel(
            i == 0 ? 0 : options.ChannelsAt(level / 2), options.ChannelsAt(level), options.LatentDimension, i == 0 || options.IsSpatial(level), options.OutputChannels))]);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public JointNetworkOptions Options { get; }

    /// <summary>z → w.</summary>
    [field: ComponentName(Name = "mapping")]
    public MappingNetwork Mapping { get; }

    /// <summary>Reads the condition.</summary>
    [field: ComponentName(Name = "encoder")]
    public ConditionEncoder Encoder { get; }

    /// <summary>Levels from the coarsest, a sixteenth of the picture, to full size.</summary>
    [field: ComponentName(Name = "levels")]
    public ModuleList<GeneratorLevel> Levels { get; }

    /// <summary>Makes pictures.</summary>
    /// <param name="condition">Condition [N, C, H, W] in 0…1; H and W are multiples of 16.</param>
    /// <param name="style">Style codes z [N, Z].</param>
    /// <param name="noise">Noise [N, 1, H, W], standard normal.</param>
    /// <returns>Pictures [N, 3, H, W]; white is 1, black −1, values beyond are possible.</returns>
    public override Tensor forward(Tensor condition, Tensor style, Tensor noise) => Synthesise(condition, Mapping.call(style), noise);

    /// <summary>Makes pictures from latents instead of style codes.</summary>
    /// <param name="condition">Condition [N, C, H, W].</param>
    /// <param name="latent">w [N, W], or one w per styled convolution [N, <see cref="JointNetworkOptions.StyleCount"/>, W] to mix styles.</param>
    /// <param name="noise">Noise [N, 1, H, W].</param>
    /// <returns>Pictures [N, 3, H, W].</returns>
    /// <exception cref="ArgumentException">H or W is not a multiple of 16.</exception>
    public Tensor Synthesise(Tensor condition, Tensor latent, Tensor noise)
    {
        var (height, width) = (condition.shape[2], condition.shape[3]);
        if (height % 16 != 0 || width % 16 != 0) throw new ArgumentException($"the condition's height and width must be multiples of 16, not {height} and {width}");

        var features = Encoder.call(condition);
        var x = features[^1];
        Tensor? picture = null;
        int layer = 0;
        for (int i = 0; i < Levels.Count; i++)
        {
            var level = Levels[i];
            if (i > 0) x = level.Merge(x, features[^(i + 1)], Latent(latent, layer++));
            var own = Latent(latent, layer++);
            x = level.Conv1.call(x, own, Strided(noise, 1 << (Levels.Count - 1 - i)));
            var colours = level.ToRgb.call(x, own);
            picture = picture is null ? colours : colours.add_(Resampling.Up(picture));
        }

        // pictures leave in the plain order, whatever order the layers prefer
        return picture!.contiguous();
    }

    private static Tensor Latent(Tensor latent, int layer) => latent.dim() == 3 ? latent.select(1, layer) : latent;

    private static Tensor Strided(Tensor noise, int step) =>
        step == 1 ? noise : noise.slice(2, 0, noise.shape[2], step).slice(3, 0, noise.shape[3], step);
}
