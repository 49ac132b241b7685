namespace Glacier.Vision.Scenery;

/// <summary>Numbers that a network takes beside the condition: the style of a film and the grain of its pictures. The same seed gives the same numbers on every machine.</summary>
public static class StyleCode
{
    /// <summary>A style drawn from the standard normal distribution, drawn towards the mean.</summary>
    /// <param name="seed">Which style.</param>
    /// <param name="length">Numbers in the code.</param>
    /// <param name="truncation">Factor towards the mean style (Karras et al. 2019): 0 gives the mean, 1 the distribution learned.</param>
    public static float[] FromSeed(int seed, int length, double truncation = 1)
    {
        var code = Normal((ulong)(uint)seed, length);
        for (var i = 0; i < length; i++)
        {
            code[i] *= (float)truncation;
        }

        return code;
    }

    /// <summary>White noise for a picture: it stays where it is in the picture, for all years.</summary>
    /// <returns>width × height values of mean 0 and variance 1.</returns>
    public static float[] Grain(int seed, int width, int height) => Normal(0x6772_6169_6e00_0000ul | (uint)seed, width * height);

    // Box–Muller on SplitMix64 (Steele et al. 2014)
    private static float[] Normal(ulong seed, int count)
    {
        var values = new float[count];
        var state = Mix(seed + 0x9e37_79b9_7f4a_7c15ul);
        double Next()
        {
            state += 0x9e37_79b9_7f4a_7c15ul;
            return ((Mix(state) >> 11) + 0.5) / 9007199254740992.0;
        }

        for (var i = 0; i < count; i += 2)
        {
            var (radius, angle) = (Math.Sqrt(-2 * Math.Log(Next())), 2 * Math.PI * Next());
            values[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < count)
            {
                values[i + 1] = (float)(radius * Math.Sin(angle));
            }
        }

        return values;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9ul;
        z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11ebul;
        return z ^ (z >> 31);
    }
}
