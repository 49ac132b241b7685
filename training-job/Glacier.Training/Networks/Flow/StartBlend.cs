using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Flow;

/// <summary>Corrections of a start that offer themselves, of which a network says how much of each: it has to learn where, not what.</summary>
/// <remarks>
/// The flow's difference from its surroundings of 41 × 41 pixels, that without what is wider than 21 or 9 pixels, and the local motion that is left (<see cref="Vision.Velocity.HornSchunckStart.Names"/>). To take the first
/// away altogether is to smooth the flow there.
/// </remarks>
public static class StartBlend
{
    /// <summary>Corrections offered.</summary>
    public const int Count = 4;

    /// <summary>So that the shares are learnt as fast as the flow.</summary>
    public const double Scale = 4;

    /// <summary>Planes of the start that hold the deviation, and its unit in pixels.</summary>
    public static (int From, double Unit) Deviation { get; } = (2, 0.5);

    /// <summary>Planes of the start that hold the local motion.</summary>
    public const int LocalMotion = 4;

    /// <summary>Sides of the means that are taken from the deviation.</summary>
    public static IReadOnlyList<int> Means { get; } = [9, 21];

    /// <summary>The corrections [N, 2 · <see cref="Count"/>, H, W], pixels, from the start's planes.</summary>
    public static Tensor Corrections(Tensor start)
    {
        var deviation = start.narrow(1, Deviation.From, 2) * Deviation.Unit;
        return cat([deviation, .. Means.Select(side => deviation - F.avg_pool2d(deviation, side, 1, side / 2)), start.narrow(1, LocalMotion, 2)], 1);
    }

    /// <summary>What is added to the flow [N, 2, H, W].</summary>
    /// <param name="corrections">Of <see cref="Corrections"/>.</param>
    /// <param name="shares">[N, <see cref="Count"/> · s², h, w]: how much of each at each of a cell's s × s pixels.</param>
    /// <param name="factor">s.</param>
    public static Tensor Sum(Tensor corrections, Tensor shares, int factor)
    {
        var (count, height, width) = (corrections.shape[0], corrections.shape[2], corrections.shape[3]);
        var each = F.pixel_shuffle(shares, factor).unsqueeze(2);
        return (corrections.view(count, Count, 2, height, width) * each).sum(1);
    }
}
