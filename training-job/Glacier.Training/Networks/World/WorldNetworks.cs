using Glacier.Training.Data.World;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Networks.World;

/// <summary>Layout generator and frame networks of one world model.</summary>
/// <param name="Options">Sizes.</param>
/// <param name="Layout">Makes the ground plane's features.</param>
/// <param name="Frame">Looks at them.</param>
public sealed record WorldNetworks(WorldOptions Options, JointGenerator Layout, FrameGenerator Frame) : IDisposable
{
    /// <summary>Paints a batch's frames of one world in one look.</summary>
    /// <param name="batch">The frames; without a style a look is drawn.</param>
    /// <param name="frames">Their tensors.</param>
    /// <param name="device">Where to compute.</param>
    public WorldPicture Paint(WorldBatch batch, FrameTensors frames, Device device)
    {
        var size = batch.LayoutSize;
        var style = batch.Style.Length > 0 ? tensor(batch.Style, [1, batch.Style.Length], device: device) : randn(1, Options.StyleDimension, device: device);
        var condition = tensor(batch.Layout, [1, TerrainWorld.LayoutNames.Count, size, size], device: device);
        var layout = Layout.call(Options.Conditional ? condition : zeros_like(condition), style, tensor(WorldData.Grain(size), [1, 1, size, size], device: device));
        return Frame.call(layout.expand(batch.Count, -1, -1, -1), frames, style.expand(batch.Count, -1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Layout.Dispose();
        Frame.Dispose();
    }
}
