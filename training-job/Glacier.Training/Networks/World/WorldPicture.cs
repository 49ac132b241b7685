using static TorchSharp.torch;

namespace Glacier.Training.Networks.World;

/// <summary>What the networks make of frames.</summary>
/// <param name="Picture">Terrain before sky [N, 3, H, W].</param>
/// <param name="Terrain">Terrain alone [N, 3, H, W]; means nothing in the sky.</param>
/// <param name="Thumbnail">Colours that the rays gathered [N, 3, H/4, W/4].</param>
/// <param name="Opacity">Of the rays [N, 1, H/4, W/4].</param>
/// <param name="Opacities">Of the samples [N, S, H/4, W/4], along the ray.</param>
/// <param name="Weights">Of the samples, likewise.</param>
public sealed record WorldPicture(Tensor Picture, Tensor Terrain, Tensor Thumbnail, Tensor Opacity, Tensor Opacities, Tensor Weights);
