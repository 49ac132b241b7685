using Glacier.Training.Loops;
using Glacier.Training.Networks.Outlines;
using Glacier.Vision.Outlines;
using Glacier.Vision.Outlines.Methods;
using TorchSharp;
using static TorchSharp.torch;
using Glavitu = Glacier.Training.Networks.Outlines.Glavitu;

namespace Glacier.Training.Evaluation.Outlines;

/// <summary>The best weights of a run as an outline method, so that they are judged by the code that judges every other method.</summary>
public static class TrainedOutlines
{
    /// <summary>The method.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="network">The network; it must live as long as the method.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="region">Place of the region among those that the network can be told; −1: unknown.</param>
    public static OutlineMethod Method(string name, Glavitu network, Device device, int region = -1)
    {
        network.to(device);
        network.eval();
        return NetworkMethod.Of(name, name, windows => Logits(network, windows, device, region), network.Options.Side, network.Options.Channels);
    }

    private static float[] Logits(Glavitu network, OutlineWindows windows, Device device, int region)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (count, channels, options) = (windows.Count, windows.Channels.Count, network.Options);
        Tensor? place = null;
        if (options.Location == LocationEncoding.Coordinates)
        {
            place = tensor(windows.Location, [count, options.LocationLength], device: device);
        }
        else if (options.Location == LocationEncoding.Region && region >= 0)
        {
            place = zeros(count, options.LocationLength, device: device);
            place.select(1, region).fill_(1);
        }

        var values = tensor(windows.Values, [count, channels, windows.Side, windows.Side], device: device);
        return Tensors.Values(network.call(values, tensor(windows.Present, [count, channels], device: device), place, null).Logits);
    }
}
