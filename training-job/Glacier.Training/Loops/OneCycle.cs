namespace Glacier.Training.Loops;

/// <summary>One cycle of the learning rate, linear up and down (Smith and Topin 2019), as a function of the place in the run alone.</summary>
public static class OneCycle
{
    // the rate at the start is a 25th of the highest, that at the end next to nothing, as in torch
    private const double StartShare = 1 / 25.0;
    private const double EndShare = 1e-5;

    /// <summary>The rate.</summary>
    /// <param name="highest">Highest rate.</param>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <param name="warmUp">Share of the run during which the rate rises, between 0 and 1.</param>
    public static double Rate(double highest, long step, long steps, double warmUp)
    {
        var place = Math.Clamp((double)step / Math.Max(steps - 1, 1), 0, 1);
        var share = place < warmUp
            ? StartShare + ((1 - StartShare) * place / warmUp)
            : 1 - ((1 - EndShare) * (place - warmUp) / (1 - warmUp));
        return highest * share;
    }
}
