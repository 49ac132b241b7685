using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.World;

/// <summary>What rays gather (Max 1995; Mildenhall et al. 2020, equation 3), with what is known by construction: above the band is air, below the ground is rock.</summary>
public static class BandCompositing
{
    /// <summary>Density of rock one half thickness of the band below the ground; it grows from nothing at the surface.</summary>
    public const float Rock = 40;

    /// <summary>Density of samples in the band.</summary>
    /// <param name="raw">Density before its softplus.</param>
    /// <param name="heights">Heights in half thicknesses of the band, of the same shape.</param>
    public static Tensor Density(Tensor raw, Tensor heights) => (F.softplus(raw, 1, 20) * (1 - heights).clamp(0, 1)) + (heights.clamp_max(0) * -Rock);

    /// <summary>Weights of the samples along their rays.</summary>
    /// <param name="density">[N, S, h, w], not negative.</param>
    /// <param name="steps">Lengths that the samples stand for [N, S, h, w].</param>
    /// <returns>Weights and opacities of the samples, [N, S, h, w] each.</returns>
    public static (Tensor Weights, Tensor Opacities) Weights(Tensor density, Tensor steps)
    {
        var thickness = density * steps;
        var opacities = 1 - (-thickness).exp();
        var before = thickness.cumsum(1) - thickness;
        return (opacities * (-before).exp(), opacities);
    }
}
