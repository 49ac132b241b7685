using TorchSharp;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>What a discriminator says about pictures.</summary>
/// <param name="Patch">Logits [N, 1, R/8, R/8]: does this part look real and fit its condition?</param>
/// <param name="Global">Logits [N, 1] for the whole picture.</param>
/// <param name="Features">Feature maps from fine to coarse, for feature matching.</param>
public sealed record DiscriminatorOutput(torch.Tensor Patch, torch.Tensor Global, IReadOnlyList<torch.Tensor> Features);
