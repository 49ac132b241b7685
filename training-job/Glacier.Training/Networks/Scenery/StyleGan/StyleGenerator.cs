using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>StyleGAN2's generator (Karras et al. 2020): mapping network, a learned constant, styled convolutions, skip connections to colours.</summary>
public sealed class StyleGenerator : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Noise channels: one for each of a level's two convolutions.</summary>
    public const int NoiseChannels = 2;

    /// <summary>Makes the generator.</summary>
    /// <param name="options">Sizes.</param>
    public StyleGenerator(StyleGanOptions options)
        : base(nameof(StyleGenerator))
    {
        Options = options.Checked();
        Mapping = new MappingNetwork(options.StyleDimension, options.LatentDimension, options.MappingLayers, options.MappingLearningRate);
        Constant = new Parameter(randn(1, options.ChannelsAt(4), 4, 4));
        Levels = new ModuleList<SynthesisLevel>([.. options.Levels.Select((level, i) => new SynthesisLevel(
            i == 0 ? 0 : options.ChannelsAt(level / 2), options.ChannelsAt(level), options.LatentDimension))]);
        MeanLatent = zeros(options.LatentDimension);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public StyleGanOptions Options { get; }

    /// <summary>z → w.</summary>
    [field: ComponentName(Name = "mapping")]
    public MappingNetwork Mapping { get; }

    /// <summary>Where every picture starts [1, C, 4, 4].</summary>
    [field: ComponentName(Name = "constant")]
    public Parameter Constant { get; }

    /// <summary>Levels from 4 × 4 to full size.</summary>
    [field: ComponentName(Name = "levels")]
    public ModuleList<SynthesisLevel> Levels { get; }

    /// <summary>Running mean of w [W], a buffer that is saved with the weights.</summary>
    [field: ComponentName(Name = "mean_latent")]
    public Tensor MeanLatent { get; }

    /// <summary>Makes pictures from latents.</summary>
    /// <param name="latent">w [N, W], or W+ [N, <see cref="StyleGanOptions.StyleCount"/>, W]: per level those of its convolutions, its colours share the next level's first.</param>
    /// <param name="noise">Standard normal [N, <see cref="NoiseChannels"/>, Size, Size]; coarser levels read every k-th pixel of it.</param>
    /// <returns>Pictures [N, 3, Size, Size], white 1, black −1.</returns>
    public override Tensor forward(Tensor latent, Tensor noise)
    {
        long n = latent.shape[0];
        var x = Resampling.ChannelsLast(Constant.expand(n, -1, -1, -1));
        Tensor? picture = null;
        int layer = 0;
        for (int i = 0; i < Levels.Count; i++)
        {
            var level = Levels[i];
            int step = 1 << (Levels.Count - 1 - i);
            if (level.Conv0 is not null) x = level.Conv0.call(Resampling.Up(x), Latent(latent, layer++), Noise(noise, 0, step));
            x = level.Conv1.call(x, Latent(latent, layer++), Noise(noise, 1, step));
            var colours = level.ToRgb.call(x, Latent(latent, layer));
            picture = picture is null ? colours : colours.add_(Resampling.Up(picture));
        }

        return picture!.contiguous();
    }

    /// <summary>Latents of style codes in W+, drawn towards the mean latent.</summary>
    /// <param name="style">z [N, Z].</param>
    /// <param name="truncation">ψ: 1 leaves the latents, 0 gives the mean for all.</param>
    /// <param name="truncatedLayers">How many layers from the coarsest are truncated; null for all.</param>
    /// <returns>[N, L, W].</returns>
    public Tensor Latents(Tensor style, float truncation = 1f, int? truncatedLayers = null)
    {
        int layers = Options.StyleCount, cutoff = Math.Clamp(truncatedLayers ?? layers, 0, layers);
        var latents = Mapping.call(style).unsqueeze(1).expand(-1, layers, -1);
        if (truncation == 1f || cutoff == 0) return latents;
        var truncated = MeanLatent + (latents.narrow(1, 0, cutoff) - MeanLatent) * truncation;
        return cutoff == layers ? truncated : cat([truncated, latents.narrow(1, cutoff, layers - cutoff)], 1);
    }

    /// <summary>Moves the running mean of w towards the mean of a batch.</summary>
    /// <param name="latent">w of the batch [N, W].</param>
    /// <param name="decay">Share of the old mean that is kept.</param>
    public void TrackMeanLatent(Tensor latent, double decay = 0.998)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        MeanLatent.mul_(decay).add_(latent.mean([0]), 1 - decay);
    }

    /// <summary>Sets the mean latent to the mean of w over many style codes.</summary>
    /// <param name="styles">z [N, Z], some thousands.</param>
    public void EstimateMeanLatent(Tensor styles)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        MeanLatent.copy_(Mapping.call(styles).mean([0]));
    }

    private static Tensor Latent(Tensor latent, int layer) => latent.dim() == 3 ? latent.select(1, layer) : latent;

    private static Tensor Noise(Tensor noise, int channel, int step)
    {
        var own = noise.narrow(1, channel, 1);
        return step == 1 ? own : own.slice(2, 0, noise.shape[2], step).slice(3, 0, noise.shape[3], step);
    }
}
