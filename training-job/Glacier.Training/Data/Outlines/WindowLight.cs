namespace Glacier.Training.Data.Outlines;

/// <summary>Chance's light, atmosphere, noise and hidden parts of one window; the draws are common to its channels where the cause is.</summary>
public sealed class WindowLight
{
    private readonly WindowAugmentation _augmentation;
    private readonly float _gamma;
    private readonly double _factor;
    private readonly bool _bands;
    private readonly bool _noisy;
    private readonly bool _occluded;

    /// <summary>Draws what is common to all channels.</summary>
    public WindowLight(WindowAugmentation augmentation, SeededRandom random)
    {
        _augmentation = augmentation;
        _gamma = random.Unit() < augmentation.GammaShare ? (float)augmentation.Gamma.At(random.Unit()) : 1;
        _bands = random.Unit() < augmentation.BrightnessShare;
        _factor = _bands ? augmentation.Brightness.AtLog(random.Unit()) : 1;
        _noisy = random.Unit() < augmentation.NoiseShare;
        _occluded = random.Unit() < augmentation.Occlusion;
    }

    /// <summary>Gamma and brightness, on reflectance.</summary>
    public void Apply(Span<float> reflectance, SeededRandom random)
    {
        var factor = (float)(_bands ? _factor * _augmentation.Band.AtLog(random.Unit()) : 1);
        if (factor == 1 && _gamma == 1)
        {
            return;
        }

        for (var i = 0; i < reflectance.Length; i++)
        {
            reflectance[i] = factor * (_gamma == 1 ? reflectance[i] : MathF.Pow(MathF.Max(reflectance[i], 0), _gamma));
        }
    }

    /// <summary>Shift, noise and a hidden rectangle, on a normalised channel.</summary>
    public void Disturb(Span<float> channel, int side, SeededRandom random)
    {
        if (_noisy)
        {
            var shift = (float)(_augmentation.Shift * Gaussian(random));
            for (var i = 0; i < channel.Length; i++)
            {
                channel[i] += shift + (float)(_augmentation.Noise * Gaussian(random));
            }
        }

        if (_occluded)
        {
            var (width, height) = (1 + random.Below((int)Math.Max(1, side * _augmentation.OcclusionSide)), 1 + random.Below((int)Math.Max(1, side * _augmentation.OcclusionSide)));
            var (left, top) = (random.Below(side - Math.Min(width, side) + 1), random.Below(side - Math.Min(height, side) + 1));
            for (var row = top; row < Math.Min(top + height, side); row++)
            {
                channel.Slice((row * side) + left, Math.Min(width, side - left)).Clear();
            }
        }
    }

    private static double Gaussian(SeededRandom random) => Math.Sqrt(-2 * Math.Log(1 - random.Unit())) * Math.Cos(Math.Tau * random.Unit());
}
