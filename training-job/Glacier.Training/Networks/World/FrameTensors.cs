using static TorchSharp.torch;

namespace Glacier.Training.Networks.World;

/// <summary>Frames as the networks take them: <see cref="Glacier.Vision.Scenery3d.WorldFrame"/>, one beside the other.</summary>
/// <param name="Guidance">[N, G, H, W].</param>
/// <param name="Places">[N, S·h, w, 2].</param>
/// <param name="Heights">[N, S, h, w].</param>
/// <param name="Steps">[N, S, h, w].</param>
/// <param name="Sky">[N, D, h, w].</param>
public sealed record FrameTensors(Tensor Guidance, Tensor Places, Tensor Heights, Tensor Steps, Tensor Sky);
