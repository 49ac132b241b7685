using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>RAFT's loss: absolute differences of every iteration's estimate, later ones counting more.</summary>
public static class FlowLoss
{
    private const double PowerEpsilon = 1e-4;

    /// <summary>Σ γ^(last − i) · Σ w·|fᵢ − f|ᵖ / (2 Σ w) over the estimates i (Teed and Deng 2020, section 3.4, with weights; there p = 1).</summary>
    /// <param name="estimates">Each [N, 2, H, W], pixels.</param>
    /// <param name="truth">[N, 2, H, W].</param>
    /// <param name="weight">[N, 1, H, W], 0 where the truth is not known.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="power">p, 1 to 2: the larger, the more a few large errors count.</param>
    public static Tensor Sequence(IReadOnlyList<Tensor> estimates, Tensor truth, Tensor weight, double gamma, double power = 1)
    {
        var total = weight.sum() * 2 + 1e-6;
        return Discounted(estimates, gamma, estimate => (Of(estimate - truth) * weight).sum() / total);

        Tensor Of(Tensor difference) => power == 1 ? difference.abs() : (difference.square() + PowerEpsilon).pow(power / 2);
    }

    /// <summary>Any loss of one estimate, summed over all with γ^(last − i).</summary>
    public static Tensor Discounted(IReadOnlyList<Tensor> estimates, double gamma, Func<Tensor, Tensor> loss)
    {
        var sum = loss(estimates[^1]);
        for (var i = 0; i < estimates.Count - 1; i++)
        {
            sum += loss(estimates[i]) * Math.Pow(gamma, estimates.Count - 1 - i);
        }

        return sum;
    }

    /// <summary>Weighted mean length of the difference (end-point error) and root mean square of it, pixels.</summary>
    public static (double EndPoint, double RootMeanSquare) Errors(Tensor estimate, Tensor truth, Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var square = (estimate.detach() - truth).square().sum(1, keepdim: true);
        var total = weight.sum().item<float>() + 1e-6;
        return ((square.sqrt() * weight).sum().item<float>() / total, Math.Sqrt((square * weight).sum().item<float>() / total));
    }
}
