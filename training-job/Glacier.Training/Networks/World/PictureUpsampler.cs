using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.Scenery.Layers;
using Glacier.Vision.Scenery3d;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.World;

/// <summary>
/// From what rays gathered at a quarter of the size to a picture of the terrain: a truncated StyleGAN2 whose noise lives on the ground and that sees the DEM's exact geometry
/// (<see cref="WorldFrame.GuidanceNames"/>) at every level, so that what it adds sticks to the terrain.
/// </summary>
/// <remarks>Opacity of a known surface is 1 at its first hit, so that noise rendered with the samples' weights is the noise at the hit; it is taken there, in the picture's full size.</remarks>
public sealed class PictureUpsampler : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>Which guidance map is the noise of the layers.</summary>
    public static readonly int Grain = WorldFrame.GuidanceNames.Count - 1;

    /// <summary>Makes the upsampler.</summary>
    /// <param name="options">Sizes.</param>
    public PictureUpsampler(WorldOptions options)
        : base(nameof(PictureUpsampler))
    {
        var (quarter, half, full) = (options.PictureChannels[0], options.PictureChannels[1], options.PictureChannels[2]);
        Rays = new EqualizedConv2d(options.RayFeatures + 1, quarter, 3);
        Guidance = new EqualizedConv2d(WorldFrame.GuidanceNames.Count, full, 3);
        Down = new ModuleList<ConditionLevel>([new ConditionLevel(full, half, refine: false), new ConditionLevel(half, quarter, refine: true)]);
        Levels = new ModuleList<GeneratorLevel>(
        [
            new GeneratorLevel(0, quarter, options.LatentDimension, spatial: true),
            new GeneratorLevel(quarter, half, options.LatentDimension, spatial: true),
            new GeneratorLevel(half, full, options.LatentDimension, spatial: true),
        ]);
        RegisterComponents();
    }

    /// <summary>Reads what the rays gathered, and their opacity.</summary>
    [field: ComponentName(Name = "rays")]
    public EqualizedConv2d Rays { get; }

    /// <summary>Reads the geometry at full size.</summary>
    [field: ComponentName(Name = "guidance")]
    public EqualizedConv2d Guidance { get; }

    /// <summary>Geometry at half and at a quarter of the size.</summary>
    [field: ComponentName(Name = "down")]
    public ModuleList<ConditionLevel> Down { get; }

    /// <summary>Levels at a quarter, at half and at full size.</summary>
    [field: ComponentName(Name = "levels")]
    public ModuleList<GeneratorLevel> Levels { get; }

    /// <summary>Paints the terrain.</summary>
    /// <param name="rays">Features and opacity of the rays [N, F + 1, H/4, W/4].</param>
    /// <param name="guidance">Geometry [N, G, H, W].</param>
    /// <param name="latent">w [N, W].</param>
    /// <returns>[N, 3, H, W], white 1, black −1; values in the sky mean nothing.</returns>
    public override Tensor forward(Tensor rays, Tensor guidance, Tensor latent)
    {
        var fine = Guidance.call(Resampling.ChannelsLast(guidance));
        var middle = Down[0].call(fine);
        var coarse = Down[1].call(middle);
        Tensor[] geometry = [coarse, middle, fine];
        var x = Rays.call(Resampling.ChannelsLast(rays)) + coarse;
        Tensor? picture = null;
        for (var i = 0; i < Levels.Count; i++)
        {
            var level = Levels[i];
            x = i > 0 ? level.Merge(x, geometry[i], latent) : x;
            x = level.Conv1.call(x, latent, Noise(guidance, 1 << (Levels.Count - 1 - i)));
            var colours = level.ToRgb.call(x, latent);
            picture = picture is null ? colours : colours + Resampling.Up(picture);
        }

        return picture!.contiguous();
    }

    private static Tensor Noise(Tensor guidance, int step)
    {
        var grain = guidance.narrow(1, Grain, 1);
        return step == 1 ? grain : grain.slice(2, 0, guidance.shape[2], step).slice(3, 0, guidance.shape[3], step);
    }
}
