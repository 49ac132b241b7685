using Glacier.Training.Networks.Scenery.Joint;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Losses;

/// <summary>Non-saturating logistic loss (Goodfellow et al. 2014) on logits of any shape, averaged.</summary>
public static class AdversarialLoss
{
    /// <summary>What the discriminator minimises: mean softplus(−real) + mean softplus(fake).</summary>
    /// <param name="real">Logits of real pictures.</param>
    /// <param name="fake">Logits of generated pictures.</param>
    public static Tensor Discriminator(Tensor real, Tensor fake) => F.softplus(-real).mean() + F.softplus(fake).mean();

    /// <summary>What the generator minimises: mean softplus(−fake).</summary>
    /// <param name="fake">Logits of generated pictures.</param>
    public static Tensor Generator(Tensor fake) => F.softplus(-fake).mean();

    /// <summary>The discriminator's loss as the sum over the patch head and the global head.</summary>
    /// <param name="real">Judgement of real pictures.</param>
    /// <param name="fake">Judgement of generated pictures.</param>
    public static Tensor Discriminator(DiscriminatorOutput real, DiscriminatorOutput fake) =>
        Discriminator(real.Patch, fake.Patch) + Discriminator(real.Global, fake.Global);

    /// <summary>The generator's loss as the sum over the patch head and the global head.</summary>
    /// <param name="fake">Judgement of generated pictures.</param>
    public static Tensor Generator(DiscriminatorOutput fake) => Generator(fake.Patch) + Generator(fake.Global);
}
