using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>From a satellite tile to the density of the space above it (Qian et al. 2023, section 3.1): halvings, residual blocks, doublings.</summary>
public sealed class DensityNet : Module<Tensor, Tensor>
{
    /// <summary>Columns and rows of a tile.</summary>
    public const int TilePixels = 256;

    // a fresh network's ground should be nearly level
    internal const float HeightScale = 0.25f;

    /// <summary>Makes the network.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="volume">The space.</param>
    public DensityNet(DensityOptions options, VolumeOptions volume)
        : base(nameof(DensityNet))
    {
        (Options, Volume) = (options, volume);
        var told = options.Coordinates ? 2 : 0;
        Input = Unit(3 + told, Channels(0), 7, 1, UnitActivation.Learnt);
        Downs = new ModuleList<PanoramaUnit>([.. Enumerable.Range(0, options.Downs).Select(i => Unit(Channels(i), Channels(i + 1), 3, 2, UnitActivation.Learnt))]);
        var inner = Channels(options.Downs);
        Blocks = new ModuleList<PanoramaResidual>([.. Enumerable.Range(0, options.Blocks).Select(_ => new PanoramaResidual(inner, options.Norm, options.Spectral))]);
        Whole = options.Coordinates ? Linear(inner, inner) : null;
        Ups = new ModuleList<PanoramaUnit>([.. Enumerable.Range(0, options.Ups).Select(i =>
        {
            var to = Channels(options.Downs - 1 - i);
            return Unit(Channels(options.Downs - i) + (options.Skips ? to : 0), to, 3, 1, UnitActivation.Leaky);
        })]);
        var last = Channels(options.Downs - options.Ups);
        Head = options.Head == DensityHead.Slices
            ? new SpectralConv2d(last, volume.Slices, 7, 1, options.Spectral)
            : new SpectralConv2d(last + told, 1, 3, 1, spectral: false);
        RegisterComponents();

        PanoramaUnit Unit(int from, int to, int kernel, int stride, UnitActivation activation) => new(from, to, kernel, stride, options.Norm, options.Spectral, activation);
    }

    /// <summary>Sizes.</summary>
    public DensityOptions Options { get; }

    /// <summary>The space.</summary>
    public VolumeOptions Volume { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "input")]
    public PanoramaUnit Input { get; }

    /// <summary>Halvings.</summary>
    [field: ComponentName(Name = "downs")]
    public ModuleList<PanoramaUnit> Downs { get; }

    /// <summary>Residual blocks.</summary>
    [field: ComponentName(Name = "blocks")]
    public ModuleList<PanoramaResidual> Blocks { get; }

    /// <summary>What the whole tile is like, for every place; or null.</summary>
    [field: ComponentName(Name = "whole")]
    public Linear? Whole { get; }

    /// <summary>Convolutions after the doublings.</summary>
    [field: ComponentName(Name = "ups")]
    public ModuleList<PanoramaUnit> Ups { get; }

    /// <summary>Densities or heights.</summary>
    [field: ComponentName(Name = "head")]
    public SpectralConv2d Head { get; }

    /// <summary>Maps tiles [N, 3, 256, 256] in 0…1 to densities [N, slices + 1, h, w] per half side, the ground's slice first.</summary>
    public override Tensor forward(Tensor input) => Density(Described(input));

    /// <summary>What the last layer says of tiles: densities of the slices [N, slices, h, w], or heights above the tile's middle [N, 1, h, w] in half sides.</summary>
    public Tensor Described(Tensor tile)
    {
        var x = (tile * 2) - 1;
        x = Options.Reduction == 1 ? x : F.avg_pool2d(x, [Options.Reduction, Options.Reduction]);
        x = Input.call(Options.Coordinates ? cat([x, Coordinates(x)], 1) : x);
        var passed = new Stack<Tensor>();
        foreach (var down in Downs)
        {
            passed.Push(x);
            x = down.call(x);
        }

        foreach (var block in Blocks)
        {
            x = block.call(x);
        }

        if (Whole is not null)
        {
            x += Whole.call(x.mean([2, 3])).unsqueeze(-1).unsqueeze(-1);
        }

        foreach (var up in Ups)
        {
            x = F.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            var beside = passed.Pop();
            x = up.call(Options.Skips ? cat([x, beside], 1) : x);
        }

        if (Options.Head == DensityHead.Slices)
        {
            return Head.call(x).relu();
        }

        var height = Head.call(Options.Coordinates ? cat([x, Coordinates(x)], 1) : x) * HeightScale;
        return height - Middle(height);
    }

    /// <summary>Densities with the ground's slice of what <see cref="Described"/> says.</summary>
    public Tensor Density(Tensor described)
    {
        if (Options.Head == DensityHead.Height)
        {
            return HeightDensity.Of(described, Options.HeightSide, Volume);
        }

        var ground = full_like(described.narrow(1, 0, 1), VolumeOptions.Ground);
        return cat([ground, described], 1);
    }

    internal static Tensor Middle(Tensor height)
    {
        var half = height.shape[2] / 2;
        return height.narrow(2, half - 1, 2).narrow(3, half - 1, 2).mean([2, 3], keepdim: true);
    }

    /// <summary>East and north of each cell's middle, −1…1, [2, side, side].</summary>
    internal static float[] Places(int side)
    {
        var places = new float[2 * side * side];
        for (var i = 0; i < side * side; i++)
        {
            places[i] = ((2f * (i % side)) + 1 - side) / side;
            places[(side * side) + i] = (side - 1 - (2f * (i / side))) / side;
        }

        return places;
    }

    private static Tensor Coordinates(Tensor like)
    {
        var side = like.shape[2];
        return tensor(Places((int)side), [1, 2, side, side], device: like.device).expand(like.shape[0], -1, -1, -1);
    }

    private int Channels(int level) => Math.Min(Options.Width << level, Options.MostChannels);
}
