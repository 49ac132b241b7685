using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>
/// Glacier-VisionTransformer-U-Net (Maslov et al. 2025, doi 10.1038/s41467-024-54956-x): modalities are fused into one map, features of the place are added, a transformer
/// looks at the whole window, a U-Net at the neighbourhood; each of the two has a head, the first for deep supervision.
/// </summary>
public sealed class Glavitu : Module<Tensor, Tensor, Tensor?, Tensor?, (Tensor Deep, Tensor Logits)>
{
    /// <summary>Classes: 0 no ice, 1 ice.</summary>
    public const int Classes = 2;

    /// <summary>Makes the network with fresh weights.</summary>
    public Glavitu(GlavituOptions options)
        : base(nameof(Glavitu))
    {
        Options = options;
        Fusion = ModuleList(options.Modalities.Select(modality => new ModalityFusion(modality.Count, options.Width, options.StemStride, options.SpatialDropout)).ToArray());
        Place = options.LocationLength == 0 ? null : new LocationFeatures(options.LocationLength, options.Width, options.Dropout);
        Transformer = new TransformerBranch(options);
        Deep = Conv2d(options.Width, Classes * options.StemStride * options.StemStride, 1);
        UNet = new ResidualUNet(options.Width, options.Levels);
        Output = Conv2d(options.Width, Classes * options.StemStride * options.StemStride, 1);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public GlavituOptions Options { get; }

    /// <summary>Length of a window's <c>keep</c>: the feature channels under spatial dropout.</summary>
    public int KeepLength => Options.Modalities.Count * Options.Width;

    /// <summary>A fusion block per modality.</summary>
    [field: ComponentName(Name = "fusion")]
    public ModuleList<ModalityFusion> Fusion { get; }

    /// <summary>Features of the place; null without an encoding.</summary>
    [field: ComponentName(Name = "place")]
    public LocationFeatures? Place { get; }

    /// <summary>Transformer part.</summary>
    [field: ComponentName(Name = "transformer")]
    public TransformerBranch Transformer { get; }

    /// <summary>Head of the deep supervision.</summary>
    [field: ComponentName(Name = "deep")]
    public Conv2d Deep { get; }

    /// <summary>Convolutional part.</summary>
    [field: ComponentName(Name = "unet")]
    public ResidualUNet UNet { get; }

    /// <summary>Head of the output.</summary>
    [field: ComponentName(Name = "output")]
    public Conv2d Output { get; }

    /// <summary>Logits [N, 2, S, S] of both heads.</summary>
    /// <param name="windows">Normalised channels [N, C, S, S].</param>
    /// <param name="present">1 for a channel that is given, 0 for an absent one: [N, C].</param>
    /// <param name="place">[N, <see cref="GlavituOptions.LocationLength"/>], zeros where unknown; null: unknown everywhere, or no encoding.</param>
    /// <param name="keep">Multipliers of the feature channels under spatial dropout [N, <see cref="KeepLength"/>], for Monte-Carlo dropout with the caller's chance; null:
    /// dropout in training, nothing in evaluation.</param>
    public override (Tensor Deep, Tensor Logits) forward(Tensor windows, Tensor present, Tensor? place, Tensor? keep)
    {
        Tensor? fused = null;
        for (var i = 0; i < Fusion.Count; i++)
        {
            var modality = Options.Modalities[i];
            var features = Fusion[i].call(
                windows.narrow(1, modality.First, modality.Count), present.narrow(1, modality.First, modality.Count), keep?.narrow(1, i * Options.Width, Options.Width));
            fused = fused is null ? features : fused + features;
        }

        if (Place is not null)
        {
            fused = fused! + Place.call(place ?? zeros(windows.shape[0], Options.LocationLength, device: windows.device));
        }

        var seen = fused! + Transformer.call(fused!);
        return (Pixels(MixedPrecision.Of(Deep, seen)), Pixels(MixedPrecision.Of(Output, seen + UNet.call(seen))));
    }

    private Tensor Pixels(Tensor logits) => Options.StemStride == 1 ? logits : functional.pixel_shuffle(logits, Options.StemStride);
}
