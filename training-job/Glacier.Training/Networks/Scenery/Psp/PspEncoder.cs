using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Psp;

/// <summary>
/// pixel2style2pixel (Richardson et al. 2021): a residual backbone with a feature pyramid reads a contour picture into one latent per layer of a
/// StyleGAN2 generator, as offsets from the mean latent.
/// </summary>
public sealed class PspEncoder : Module<Tensor, Tensor>
{
    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    public PspEncoder(PspOptions options)
        : base(nameof(PspEncoder))
    {
        Options = options.Checked();
        int channels = options.Channels, pyramid = options.PyramidChannels;
        Input = Conv2d(options.ConditionChannels, channels, 3, padding: 1, bias: false);
        InputNorm = BatchNorm2d(channels);
        InputSlope = PReLU(channels);

        var units = new List<ResidualUnit>();
        for (int stage = 0; stage < options.Units.Count; stage++)
        {
            int outputs = channels << stage, inputs = stage == 0 ? channels : outputs / 2;
            for (int unit = 0; unit < options.Units[stage]; unit++)
                units.Add(new ResidualUnit(unit == 0 ? inputs : outputs, outputs, unit == 0 ? 2 : 1, options.Reduction));
        }

        Units = new ModuleList<ResidualUnit>([.. units]);
        LateralMiddle = Conv2d(channels << 2, pyramid, 1);
        LateralFine = Conv2d(channels << 1, pyramid, 1);
        Styles = new ModuleList<MapToStyle>([.. Enumerable.Range(0, options.StyleCount).Select(i =>
            new MapToStyle(pyramid, options.LatentDimension, options.Size >> (4 - PyramidLevel(i))))]);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public PspOptions Options { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "input")]
    public Conv2d Input { get; }

    /// <summary>Norm after the first convolution.</summary>
    [field: ComponentName(Name = "input_norm")]
    public BatchNorm2d InputNorm { get; }

    /// <summary>PReLU after the norm.</summary>
    [field: ComponentName(Name = "input_slope")]
    public PReLU InputSlope { get; }

    /// <summary>Residual units of the four stages, one after the other.</summary>
    [field: ComponentName(Name = "units")]
    public ModuleList<ResidualUnit> Units { get; }

    /// <summary>1×1 convolution from the third stage into the pyramid.</summary>
    [field: ComponentName(Name = "lateral_middle")]
    public Conv2d LateralMiddle { get; }

    /// <summary>1×1 convolution from the second stage into the pyramid.</summary>
    [field: ComponentName(Name = "lateral_fine")]
    public Conv2d LateralFine { get; }

    /// <summary>One block per latent.</summary>
    [field: ComponentName(Name = "styles")]
    public ModuleList<MapToStyle> Styles { get; }

    /// <summary>Maps contour pictures [N, C, Size, Size] to offsets from the mean latent [N, L, W].</summary>
    public override Tensor forward(Tensor condition)
    {
        var x = InputSlope.call(InputNorm.call(MixedPrecision.Of(Input, Resampling.ChannelsLast(condition))));
        var stages = new Tensor[Options.Units.Count];
        int unit = 0;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            for (int i = 0; i < Options.Units[stage]; i++) x = Units[unit++].call(x);
            stages[stage] = x;
        }

        var middle = Resampling.Up(x) + MixedPrecision.Of(LateralMiddle, stages[2]);
        Tensor[] pyramid = [x, middle, Resampling.Up(middle) + MixedPrecision.Of(LateralFine, stages[1])];
        return stack([.. Styles.Select((style, i) => style.call(pyramid[PyramidLevel(i)]))], 1);
    }

    /// <summary>Latents in W+: the mean latent plus the offsets.</summary>
    /// <param name="condition">Contour pictures [N, C, Size, Size].</param>
    /// <param name="meanLatent">Mean latent of the generator [W].</param>
    /// <returns>[N, L, W].</returns>
    public Tensor Latents(Tensor condition, Tensor meanLatent) => call(condition) + meanLatent;

    /// <summary>Where a latent is read: 0 the coarsest level of the pyramid (a sixteenth), 1 the middle, 2 the finest (a quarter).</summary>
    /// <param name="style">Index of the latent.</param>
    public int PyramidLevel(int style)
    {
        if (style < Options.CoarseStyles) return 0;
        return style < Options.CoarseStyles + Options.MiddleStyles ? 1 : 2;
    }
}
