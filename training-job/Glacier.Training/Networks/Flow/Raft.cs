using Glacier.Vision.Velocity;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>Recurrent all-pairs field transforms (Teed and Deng 2020): features of both images, the correlations of all pairs of cells, and a recurrent unit that improves the flow.</summary>
public sealed class Raft : Module
{
    /// <summary>Makes the network.</summary>
    /// <param name="options">Sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public Raft(RaftOptions options)
        : base(nameof(Raft))
    {
        if (options.Faults().FirstOrDefault() is { Member: not null } fault)
        {
            throw new ArgumentException($"{fault.Member} = {fault.Found}; expected {fault.Expected}", nameof(options));
        }

        Options = options;
        Features = new FeatureEncoder(options, options.Features, FeatureNorm.Instance);
        Context = new FeatureEncoder(options, options.Hidden + options.Context, options.ContextNorm, options.ContextChannels);
        Update = new FlowUpdate(options);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public RaftOptions Options { get; }

    /// <summary>Encoder of what is matched.</summary>
    [field: ComponentName(Name = "features")]
    public FeatureEncoder Features { get; }

    /// <summary>Encoder of the context.</summary>
    [field: ComponentName(Name = "context")]
    public FeatureEncoder Context { get; }

    /// <summary>The iterated part.</summary>
    [field: ComponentName(Name = "update")]
    public FlowUpdate Update { get; }

    /// <summary>Flow after each iteration.</summary>
    /// <param name="first">[N, C, H, W], H and W multiples of <see cref="RaftOptions.Downsampling"/>.</param>
    /// <param name="second">The later images.</param>
    /// <param name="iterations">How often the estimate is improved.</param>
    /// <param name="lastOnly">Only the last estimate is upsampled and returned.</param>
    /// <param name="start">What <see cref="ContextInput.Start"/> wants beside the images, [N, <see cref="HornSchunckStart.Planes"/>, H, W]; else null.</param>
    /// <returns>Each [N, 2, H, W], pixels, to the right then downwards, from the first image to the second.</returns>
    public IReadOnlyList<Tensor> Estimate(Tensor first, Tensor second, int iterations, bool lastOnly = false, Tensor? start = null)
    {
        var (count, hidden) = (first.shape[0], Options.Hidden);
        var features = Features.call(cat([first, second], 0));
        var pyramid = new CorrelationPyramid(features.narrow(0, 0, count), features.narrow(0, count, count), Options.Levels, Options.Radius);
        var context = Context.call(Options.ContextSees switch
        {
            ContextInput.First => first,
            ContextInput.Pair => cat([first, second], 1),
            _ => cat([first, second, start ?? throw new ArgumentNullException(nameof(start))], 1),
        });
        var state = context.narrow(1, 0, hidden).tanh();
        context = context.narrow(1, hidden, Options.Context).relu();
        var origin = Places(context);
        var flow = zeros_like(origin).expand(count, -1, -1, -1);
        var corrections = Options.BlendsStart ? StartBlend.Corrections(start!) : null;
        var estimates = new List<Tensor>();
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            // each iteration learns its own improvement: no gradient through the place where it looked
            flow = flow.detach();
            var (next, change) = Update.Next(state, context, pyramid.At(origin + flow), flow);
            (state, flow) = (next, flow + change);
            if (!lastOnly || iteration == iterations - 1)
            {
                var fine = Update.Mask(state) is { } mask ? FlowUpsampling.Convex(flow, mask, Options.Downsampling) : FlowUpsampling.Bilinear(flow, Options.Downsampling);
                estimates.Add(Update.Shares(state) is { } shares ? fine + StartBlend.Sum(corrections!, shares, Options.Downsampling) : fine);
            }
        }

        return estimates;
    }

    /// <summary>Makes the last layers of the flow head and of the shares zero, so that a fresh network finds nothing.</summary>
    public void FindNothing()
    {
        using var constant = no_grad();
        Update.Head2.weight!.zero_();
        Update.Head2.bias!.zero_();
        Update.Blend2?.weight!.zero_();
        Update.Blend2?.bias!.zero_();
    }

    // column and row of each cell: [1, 2, h, w]
    private static Tensor Places(Tensor like)
    {
        var grid = meshgrid([arange(like.shape[2], dtype: ScalarType.Float32, device: like.device), arange(like.shape[3], dtype: ScalarType.Float32, device: like.device)], "ij");
        return stack([grid[1], grid[0]], 0).unsqueeze(0);
    }
}
