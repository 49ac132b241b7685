using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.World;

/// <summary>From the ground plane's features to pictures, a frame at a time: decoder, rendering in the band, upsampler, sky.</summary>
public sealed class FrameGenerator : Module<Tensor, FrameTensors, Tensor, WorldPicture>
{
    /// <summary>Makes the networks.</summary>
    /// <param name="options">Sizes.</param>
    public FrameGenerator(WorldOptions options)
        : base(nameof(FrameGenerator))
    {
        Options = options;
        Mapping = new MappingNetwork(options.StyleDimension, options.LatentDimension, options.MappingLayers, 0.1f, normalise: false);
        Decoder = new FeatureDecoder(options);
        Thumbnail = new EqualizedConv2d(options.RayFeatures, 3, 1, activate: false);
        Upsampler = new PictureUpsampler(options);
        Sky = new SkyGenerator(options);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public WorldOptions Options { get; }

    /// <summary>z → w.</summary>
    [field: ComponentName(Name = "mapping")]
    public MappingNetwork Mapping { get; }

    /// <summary>Points to densities and features.</summary>
    [field: ComponentName(Name = "decoder")]
    public FeatureDecoder Decoder { get; }

    /// <summary>Colours of what rays gathered.</summary>
    [field: ComponentName(Name = "thumbnail")]
    public EqualizedConv2d Thumbnail { get; }

    /// <summary>Rays to the terrain's picture.</summary>
    [field: ComponentName(Name = "upsampler")]
    public PictureUpsampler Upsampler { get; }

    /// <summary>The sky.</summary>
    [field: ComponentName(Name = "sky")]
    public SkyGenerator Sky { get; }

    /// <summary>Paints frames.</summary>
    /// <param name="layout">Ground features of each frame [N, C, L, L].</param>
    /// <param name="frames">Geometry and samples.</param>
    /// <param name="style">Style codes z [N, Z].</param>
    public override WorldPicture forward(Tensor layout, FrameTensors frames, Tensor style)
    {
        var latent = Mapping.call(style);
        var (count, samples, height, width) = (frames.Heights.shape[0], frames.Heights.shape[1], frames.Heights.shape[2], frames.Heights.shape[3]);
        var ground = F.grid_sample(layout, frames.Places, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false);
        var codes = ground.permute(0, 2, 3, 1).reshape(-1, Options.LayoutFeatures);
        var (raw, features) = Decoder.call(codes, frames.Heights.reshape(-1, 1));
        raw = raw.view(count, samples, height, width);
        var density = Options.Conditional ? BandCompositing.Density(raw, frames.Heights) : F.softplus(raw, 1, 20);
        var (weights, opacities) = BandCompositing.Weights(density, frames.Steps);
        var gathered = (features.view(count, samples, height * width, Options.RayFeatures) * weights.view(count, samples, height * width, 1)).sum(1)
            .view(count, height, width, Options.RayFeatures).permute(0, 3, 1, 2);
        var opacity = weights.sum(1, keepdim: true);
        var guidance = Options.Conditional ? frames.Guidance : Blind(frames.Guidance, opacity);
        var terrain = Upsampler.call(cat([gathered, opacity], 1), guidance, latent);
        var sky = Resampling.Up(Resampling.Up(Sky.call(frames.Sky, layout.mean([2, 3]), latent)));
        var coverage = Options.Conditional ? frames.Guidance.narrow(1, 0, 1) : Resampling.Up(Resampling.Up(opacity));
        return new WorldPicture((terrain * coverage) + (sky * (1 - coverage)), terrain, Thumbnail.call(gathered), opacity, opacities, weights);
    }

    // without the DEM the upsampler knows the noise alone, and what the rays met
    private static Tensor Blind(Tensor guidance, Tensor opacity)
    {
        var grain = guidance.shape[1] - PictureUpsampler.Grain;
        return cat([Resampling.Up(Resampling.Up(opacity)), zeros_like(guidance.narrow(1, 1, PictureUpsampler.Grain - 1)), guidance.narrow(1, PictureUpsampler.Grain, grain)], 1);
    }
}
