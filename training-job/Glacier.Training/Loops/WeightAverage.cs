using Glacier.Training.Configuration;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Keeps the running average of a network's weights in a second network of the same kind.</summary>
public static class WeightAverage
{
    /// <summary>Moves the average towards the weights: average ← decay · average + (1 − decay) · weight, buffers are copied.</summary>
    /// <param name="average">Network that holds the average.</param>
    /// <param name="network">Network in training.</param>
    /// <param name="configuration">Decay and ramp.</param>
    /// <param name="step">Step just done, from 0.</param>
    public static void Update(nn.Module average, nn.Module network, AverageConfiguration configuration, long step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var decay = Math.Min(configuration.Decay, (step + 1) / (step + Math.Max(configuration.Ramp, 1)));
        foreach (var (to, from) in average.parameters().Zip(network.parameters()))
        {
            to.lerp_(from, 1 - decay);
        }

        CopyBuffers(average, network);
    }

    /// <summary>Makes the average equal to the network.</summary>
    public static void Copy(nn.Module average, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (to, from) in average.parameters().Zip(network.parameters()))
        {
            to.copy_(from);
        }

        CopyBuffers(average, network);
    }

    private static void CopyBuffers(nn.Module average, nn.Module network)
    {
        foreach (var (to, from) in average.buffers().Zip(network.buffers()))
        {
            to.copy_(from);
        }
    }
}
