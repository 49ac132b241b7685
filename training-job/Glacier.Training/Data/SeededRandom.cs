namespace Glacier.Training.Data;

/// <summary>Random numbers that depend on nothing but their keys (SplitMix64, Steele et al. 2014), so that a resumed run draws what an unbroken one would have.</summary>
public sealed class SeededRandom
{
    private ulong _state;

    /// <summary>A sequence of its own for these keys.</summary>
    public SeededRandom(params ReadOnlySpan<long> keys)
    {
        foreach (var key in keys)
        {
            _state = Mix(_state ^ (ulong)key) + 0x9E3779B97F4A7C15;
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in 0 ≤ u &lt; 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(Unit() * count);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
