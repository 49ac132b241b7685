using static TorchSharp.torch;

namespace Glacier.Training.Augmentation;

/// <summary>
/// Adaptive discriminator augmentation (Karras et al. 2020b): the share of real pictures that the discriminator takes for real, r = mean sign of
/// its logits, tells how far it overfits; the augmentation probability rises while r is above its target and falls while below.
/// </summary>
public sealed class AdaController
{
    private readonly double _target;
    private readonly int _interval;
    private readonly double _picturesToFull;

    /// <summary>Makes the controller.</summary>
    /// <param name="target">Target of r.</param>
    /// <param name="interval">Steps between adjustments.</param>
    /// <param name="picturesToFull">Real pictures in which the probability can go from 0 to 1.</param>
    /// <param name="state">State of a checkpoint; the start if null.</param>
    public AdaController(double target = 0.6, int interval = 4, double picturesToFull = 500_000, AdaState? state = null)
    {
        if (!(target is >= -1 and <= 1)) throw new ArgumentOutOfRangeException(nameof(target), target, "a mean of signs lies in −1…1");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        if (!(picturesToFull > 0)) throw new ArgumentOutOfRangeException(nameof(picturesToFull), picturesToFull, "must be positive");
        (_target, _interval, _picturesToFull) = (target, interval, picturesToFull);
        State = state ?? AdaState.Start;
    }

    /// <summary>State, to be saved.</summary>
    public AdaState State { get; private set; }

    /// <summary>Probability with which to augment now.</summary>
    public double Probability => State.Probability;

    /// <summary>Tells the logits of one step's real pictures.</summary>
    /// <param name="realLogits">Logits [N, …] of one head or several.</param>
    public void Observe(Tensor realLogits)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        double signs = realLogits.sign().sum().item<float>();
        Observe(signs, realLogits.numel(), realLogits.shape[0]);
    }

    /// <summary>Tells the signs of one step's real logits.</summary>
    /// <param name="signSum">Their sum.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="pictures">How many pictures they judge.</param>
    public void Observe(double signSum, long count, long pictures)
    {
        var seen = State with
        {
            SignSum = State.SignSum + signSum,
            SignCount = State.SignCount + count,
            Pictures = State.Pictures + pictures,
            Steps = State.Steps + 1,
        };
        if (seen.Steps < _interval || seen.SignCount == 0)
        {
            State = seen;
            return;
        }

        double step = Math.Sign(seen.SignSum / seen.SignCount - _target) * seen.Pictures / _picturesToFull;
        State = AdaState.Start with { Probability = Math.Clamp(seen.Probability + step, 0, 1) };
    }
}
