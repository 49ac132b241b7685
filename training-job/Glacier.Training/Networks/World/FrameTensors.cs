using Glacier.Training.Data.World;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Networks.World;

/// <summary>Frames as the networks take them: <see cref="Glacier.Vision.Scenery3d.WorldFrame"/>, one beside the other.</summary>
/// <param name="Guidance">[N, G, H, W].</param>
/// <param name="Places">[N, S·h, w, 2].</param>
/// <param name="Heights">[N, S, h, w].</param>
/// <param name="Steps">[N, S, h, w].</param>
/// <param name="Sky">[N, D, h, w].</param>
public sealed record FrameTensors(Tensor Guidance, Tensor Places, Tensor Heights, Tensor Steps, Tensor Sky)
{
    /// <summary>The frames of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">Where to compute.</param>
    public static FrameTensors Of(WorldBatch batch, Device device)
    {
        var (count, side, rays, samples) = (batch.Count, batch.Side, batch.Side / WorldSampling.Reduction, batch.Samples);
        return new(
            tensor(batch.Guidance, [count, WorldFrame.GuidanceNames.Count, side, side], device: device),
            tensor(batch.Places, [count, samples * rays, rays, 2], device: device),
            tensor(batch.Heights, [count, samples, rays, rays], device: device),
            tensor(batch.Steps, [count, samples, rays, rays], device: device),
            tensor(batch.Sky, [count, WorldFrame.SkyNames.Count, rays, rays], device: device));
    }
}
