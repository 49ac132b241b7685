using static TorchSharp.torch;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>Styles of two latents in one picture: coarse layers from one, fine layers from the other.</summary>
public static class StyleMixing
{
    /// <summary>Takes the layers before the crossover from one latent and the others from another.</summary>
    /// <param name="coarse">W+ [N, L, W].</param>
    /// <param name="fine">W+ of the same shape.</param>
    /// <param name="crossover">First layer taken from <paramref name="fine"/>, 0…L.</param>
    public static Tensor Mix(Tensor coarse, Tensor fine, int crossover)
    {
        int layers = (int)coarse.shape[1];
        if (crossover < 0 || crossover > layers) throw new ArgumentOutOfRangeException(nameof(crossover), crossover, $"there are {layers} layers");
        if (crossover == 0) return fine;
        return crossover == layers ? coarse : cat([coarse.narrow(1, 0, crossover), fine.narrow(1, crossover, layers - crossover)], 1);
    }

    /// <summary>Mixing regularisation: the crossover of a training batch, uniform in 1…L − 1 with the given probability, else L (no mixing).</summary>
    /// <param name="layers">Layers L.</param>
    /// <param name="probability">Probability of mixing; StyleGAN2 takes 0.9.</param>
    /// <param name="random">Source of chance.</param>
    public static int DrawCrossover(int layers, double probability, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int crossover = random.Next(1, layers);
        return random.NextDouble() < probability ? crossover : layers;
    }
}
