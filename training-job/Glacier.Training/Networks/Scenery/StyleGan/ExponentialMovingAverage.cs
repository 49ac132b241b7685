using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>A second set of weights that follows the trained ones slowly; pictures are made with it.</summary>
public static class ExponentialMovingAverage
{
    /// <summary>Moves the average's parameters towards the source's and copies its buffers.</summary>
    /// <param name="average">Module that holds the average.</param>
    /// <param name="source">The trained module, of the same structure.</param>
    /// <param name="decay">Share of the average that is kept; zero copies the source.</param>
    /// <exception cref="ArgumentException">The modules' parameters or buffers have different names.</exception>
    public static void Update(Module average, Module source, double decay)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (target, value) in Pairs(Parameters(average), Parameters(source))) target.mul_(decay).add_(value, 1 - decay);
        foreach (var (target, value) in Pairs(Buffers(average), Buffers(source))) target.copy_(value);
    }

    /// <summary>Decay per step under which a weight's influence halves every <paramref name="halfLife"/> pictures.</summary>
    /// <param name="batch">Pictures per step.</param>
    /// <param name="halfLife">Pictures until half of an old weight is gone.</param>
    /// <param name="seen">Pictures seen so far: early on the half-life is at most <paramref name="rampUp"/> of them, so that the start is soon forgotten.</param>
    /// <param name="rampUp">Share of the pictures seen; StyleGAN2-ADA takes 0.05.</param>
    public static double Decay(int batch, double halfLife, double seen = double.PositiveInfinity, double rampUp = 0.05) =>
        Math.Pow(0.5, batch / Math.Max(Math.Min(halfLife, seen * rampUp), 1e-8));

    private static (string Name, Tensor Value)[] Parameters(Module module) => [.. module.named_parameters().Select(p => (p.name, (Tensor)p.parameter))];

    private static (string Name, Tensor Value)[] Buffers(Module module) => [.. module.named_buffers().Select(b => (b.name, b.buffer))];

    private static IEnumerable<(Tensor Target, Tensor Value)> Pairs((string Name, Tensor Value)[] targets, (string Name, Tensor Value)[] sources)
    {
        if (targets.Length != sources.Length) throw new ArgumentException($"an average of {targets.Length} tensors cannot follow {sources.Length}");
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i].Name != sources[i].Name) throw new ArgumentException($"{targets[i].Name} cannot follow {sources[i].Name}");
            yield return (targets[i].Value, sources[i].Value);
        }
    }
}
