using Glacier.Vision.Outlines.Calibration;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>A way from windows to the probability of ice.</summary>
/// <param name="Name">Short name, as <c>--method</c> has it.</param>
/// <param name="Version">Version of the method or of its network, kept with every outline.</param>
/// <param name="Side">Pixels of a window's side.</param>
/// <param name="Channels">Channels wanted, in order; those that a scene lacks are absent from its windows.</param>
/// <param name="Probability">From physical windows to raw probabilities [N, S, S].</param>
/// <param name="Calibration">From raw to calibrated probability.</param>
public sealed record OutlineMethod(string Name, string Version, int Side, IReadOnlyList<string> Channels, Func<OutlineWindows, float[]> Probability, IsotonicMap Calibration)
{
    /// <summary>Part of a window that its neighbour sees as well, 0 to below 1: half, as GlaViTU; less for a method that looks no further than a few pixels.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <summary>Pixels from one window to the next.</summary>
    /// <param name="overlap">Another overlap than the method's own.</param>
    public int Stride(double? overlap = null) => Math.Clamp((int)(Side * (1 - (overlap ?? Overlap))), 1, Side);
}
