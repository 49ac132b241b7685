using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>Feature matching (Wang et al. 2018): a generated picture should look to the discriminator's layers as its real one does.</summary>
public static class FeatureMatchingLoss
{
    /// <summary>Mean over layers of the mean absolute difference; real features are constants.</summary>
    /// <param name="fake">Feature maps of generated pictures.</param>
    /// <param name="real">Feature maps of real pictures, of the same shapes.</param>
    /// <exception cref="ArgumentException">The numbers of layers differ, or there are none.</exception>
    public static Tensor L1(IReadOnlyList<Tensor> fake, IReadOnlyList<Tensor> real)
    {
        if (fake.Count == 0 || fake.Count != real.Count) throw new ArgumentException($"{fake.Count} layers cannot be matched with {real.Count}");
        var sum = (fake[0] - real[0].detach()).abs().mean();
        for (int i = 1; i < fake.Count; i++) sum += (fake[i] - real[i].detach()).abs().mean();
        return sum / fake.Count;
    }
}
