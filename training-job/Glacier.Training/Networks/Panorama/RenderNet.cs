using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>From a rendered volume to a picture of the place (Qian et al. 2023, section 3.3); the illumination scales and shifts the features after the first two doublings.</summary>
public sealed class RenderNet : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Channels of a rendered volume: red, green and blue times opacity, opacity, depth.</summary>
    public const int VolumeChannels = 5;

    /// <summary>Makes the network.</summary>
    /// <param name="options">Sizes.</param>
    public RenderNet(RenderOptions options)
        : base(nameof(RenderNet))
    {
        Options = options;
        Input = Unit(VolumeChannels, Channels(0), 7, 1, UnitActivation.Learnt);
        Downs = new ModuleList<PanoramaUnit>([.. Enumerable.Range(0, options.Downs).Select(i => Unit(Channels(i), Channels(i + 1), 3, 2, UnitActivation.Learnt))]);
        var inner = Channels(options.Downs);
        Blocks = new ModuleList<PanoramaResidual>([.. Enumerable.Range(0, options.Blocks).Select(_ => new PanoramaResidual(inner, options.Norm, options.Spectral))]);
        Ups = new ModuleList<PanoramaUnit>([.. options.Ups.Select((channels, i) =>
            Unit((i == 0 ? inner : options.Ups[i - 1]) + (options.Skips ? Channels(options.Downs - 1 - i) : 0), channels, 3, 1, UnitActivation.Leaky))]);
        Head = new SpectralConv2d(options.Ups[^1], 3, 7, 1, spectral: false);
        Encoder = options.Illumination ? new IlluminationEncoder(options) : null;
        Modulation = options.Illumination ? Linear(options.StyleSize, 2 * (options.Ups[0] + options.Ups[1])) : null;
        if (Modulation is not null)
        {
            // a fresh network leaves its features as they are
            init.normal_(Modulation.weight!, 0, 0.01);
            init.zeros_(Modulation.bias!);
        }

        RegisterComponents();

        PanoramaUnit Unit(int from, int to, int kernel, int stride, UnitActivation activation) => new(from, to, kernel, stride, options.Norm, options.Spectral, activation);
    }

    /// <summary>Sizes.</summary>
    public RenderOptions Options { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "input")]
    public PanoramaUnit Input { get; }

    /// <summary>Halvings.</summary>
    [field: ComponentName(Name = "downs")]
    public ModuleList<PanoramaUnit> Downs { get; }

    /// <summary>Residual blocks.</summary>
    [field: ComponentName(Name = "blocks")]
    public ModuleList<PanoramaResidual> Blocks { get; }

    /// <summary>Convolutions after the doublings.</summary>
    [field: ComponentName(Name = "ups")]
    public ModuleList<PanoramaUnit> Ups { get; }

    /// <summary>Colours.</summary>
    [field: ComponentName(Name = "head")]
    public SpectralConv2d Head { get; }

    /// <summary>Reads the illumination; null without injection.</summary>
    [field: ComponentName(Name = "encoder")]
    public IlluminationEncoder? Encoder { get; }

    /// <summary>Factors and shifts of the features; null without injection.</summary>
    [field: ComponentName(Name = "modulation")]
    public Linear? Modulation { get; }

    /// <summary>Pictures [N, 3, H, W] in 0…1 of volumes [N, 5, H, W] under the illumination of histograms [N, 270].</summary>
    public override Tensor forward(Tensor volume, Tensor illumination) => Paint(volume, Encoder?.call(illumination));

    /// <summary>Pictures under a style.</summary>
    /// <param name="volume">[N, 5, H, W]; H and W multiples of 16.</param>
    /// <param name="style">[N, style], or null: no injection.</param>
    public Tensor Paint(Tensor volume, Tensor? style)
    {
        var modulation = style is null ? null : Modulation!.call(style);
        var x = Input.call(volume);
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

        for (var i = 0; i < Ups.Count; i++)
        {
            x = F.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            var beside = passed.Pop();
            x = Ups[i].call(Options.Skips ? cat([x, beside], 1) : x);
            if (i < 2 && modulation is not null)
            {
                x = (x * (Part(2 * i) + 1)) + Part((2 * i) + 1);
            }
        }

        return Head.call(x).sigmoid();

        Tensor Part(int number)
        {
            var (first, count) = ModulationPart(number);
            return modulation!.narrow(1, first, count).unsqueeze(-1).unsqueeze(-1);
        }
    }

    /// <summary>Where a part of the modulation stands: factors after the first doubling, shifts, and the same after the second.</summary>
    internal (int First, int Count) ModulationPart(int number) =>
        number < 2 ? (number * Options.Ups[0], Options.Ups[0]) : ((2 * Options.Ups[0]) + ((number - 2) * Options.Ups[1]), Options.Ups[1]);

    private int Channels(int level) => Math.Min(Options.Width << level, Options.MostChannels);
}
