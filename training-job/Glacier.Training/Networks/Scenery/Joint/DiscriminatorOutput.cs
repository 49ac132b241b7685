using TorchSharp;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>What a discriminator says about pictures.</summary>
/// <param name="Patch">Logits [N, 1, R/8, R/8]: does this part look real and fit its condition?</param>
/// <param name="Global">Logits [N, 1] for the whole picture.</param>
/// <param name="Features">Feature maps from fine to coarse, for feature matching.</param>
public sealed record DiscriminatorOutput(torch.Tensor Patch, torch.Tensor Global, IReadOnlyList<torch.Tensor> Features)
{
    /// <summary>The samples from <paramref name="start"/> on, as when real and generated pictures were judged in one batch.</summary>
    /// <param name="start">First sample.</param>
    /// <param name="count">Number of samples.</param>
    public DiscriminatorOutput Samples(long start, long count) =>
        new(Patch.narrow(0, start, count), Global.narrow(0, start, count), [.. Features.Select(f => f.narrow(0, start, count))]);
}
