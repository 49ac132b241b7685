using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Panorama;

/// <summary>From a sky's histogram to what modulates the render network: a variational code of unit length and a perceptron.</summary>
public sealed class IlluminationEncoder : Module<Tensor, Tensor>
{
    /// <summary>Length of a histogram.</summary>
    public const int Bins = 270;

    // shares of a sky are small numbers
    internal const float Scale = 10;

    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    public IlluminationEncoder(RenderOptions options)
        : base(nameof(IlluminationEncoder))
    {
        First = Linear(Bins, options.StyleSize);
        Second = Linear(options.StyleSize, options.StyleSize);
        Mean = Linear(options.StyleSize, options.CodeSize);
        LogVariance = Linear(options.StyleSize, options.CodeSize);
        Layers = new ModuleList<Linear>([.. Enumerable.Range(0, options.StyleLayers).Select(i => Linear(i == 0 ? options.CodeSize : options.StyleSize, options.StyleSize))]);
        RegisterComponents();
    }

    /// <summary>First layer.</summary>
    [field: ComponentName(Name = "first")]
    public Linear First { get; }

    /// <summary>Second layer.</summary>
    [field: ComponentName(Name = "second")]
    public Linear Second { get; }

    /// <summary>Mean of the code before its hyperbolic tangent.</summary>
    [field: ComponentName(Name = "mean")]
    public Linear Mean { get; }

    /// <summary>Logarithm of the code's variance before its hyperbolic tangent.</summary>
    [field: ComponentName(Name = "log_variance")]
    public Linear LogVariance { get; }

    /// <summary>The perceptron.</summary>
    [field: ComponentName(Name = "layers")]
    public ModuleList<Linear> Layers { get; }

    /// <summary>Distribution of the codes of histograms [N, 270]: mean and logarithm of the variance [N, code].</summary>
    public (Tensor Mean, Tensor LogVariance) Distribution(Tensor histogram)
    {
        var x = Leaky(Second.call(Leaky(First.call(histogram * Scale))));
        return (Mean.call(x).tanh(), LogVariance.call(x).tanh());
    }

    /// <summary>What codes [N, code] modulate with: [N, style].</summary>
    public Tensor Style(Tensor code)
    {
        var x = functional.normalize(code, dim: 1);
        foreach (var layer in Layers)
        {
            x = Leaky(layer.call(x));
        }

        return x;
    }

    /// <summary>What histograms [N, 270] modulate with, by the mean of their code.</summary>
    public override Tensor forward(Tensor input) => Style(Distribution(input).Mean);

    private static Tensor Leaky(Tensor x) => functional.leaky_relu(x, PanoramaUnit.Slope);
}
