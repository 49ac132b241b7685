using Glacier.Terrain.Coregistration;

namespace Glacier.Vision.Scenery;

/// <summary>
/// Takes the rim out of a painted sky: a convolutional network paints the last pixels of the sky above a skyline lighter than the sky, as photographs sharpened by their cameras have it, and
/// enlarged it would be a halo along every ridge. Those pixels are continued from the sky farther up.
/// </summary>
public static class SkylineRim
{
    /// <summary>Continues the sky down to the skyline.</summary>
    /// <param name="picture">columns × rows × 3 values; sky within <paramref name="reach"/> of the ground is replaced, in part or whole, the rest stays.</param>
    /// <param name="ground">columns × rows: whether a pixel is ground.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="reach">Pixels of sky beside the ground that are not trusted; beyond them trust grows to whole over as many again.</param>
    /// <returns>A new picture.</returns>
    public static float[] Remove(float[] picture, bool[] ground, int columns, int rows, int reach)
    {
        var trust = Trust(ground, columns, rows, reach);
        var result = (float[])picture.Clone();
        if (Array.TrueForAll(trust, value => value == 0))
        {
            return result;
        }

        for (var channel = 0; channel < 3; channel++)
        {
            var values = new float[columns * rows];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = picture[(3 * i) + channel];
            }

            var continued = Continued(values, trust, columns, rows, 1.5 * reach);
            for (var i = 0; i < values.Length; i++)
            {
                if (!ground[i] && !float.IsNaN(continued[i]))
                {
                    result[(3 * i) + channel] = continued[i] + (trust[i] * (values[i] - continued[i]));
                }
            }
        }

        return result;
    }

    // 0 on the ground and beside it, 1 in the open sky
    private static float[] Trust(bool[] ground, int columns, int rows, int reach) =>
        Array.ConvertAll(DistanceTransform.ToNearest(ground, columns, rows), distance => (float)Math.Clamp((distance - reach) / (reach + 1), 0, 1));

    // mean of the trusted sky around, farther and farther until there is some; NaN where the whole picture has none in reach
    private static float[] Continued(float[] values, float[] trust, int columns, int rows, double sigma)
    {
        var result = new float[values.Length];
        Array.Fill(result, float.NaN);
        var weighted = values.Zip(trust, (value, weight) => value * weight).ToArray();
        for (var scale = sigma; scale <= 16 * sigma; scale *= 2)
        {
            var sums = GroundSmoothing.Blurred(weighted, columns, rows, scale);
            var weights = GroundSmoothing.Blurred(trust, columns, rows, scale);
            for (var i = 0; i < result.Length; i++)
            {
                if (float.IsNaN(result[i]) && weights[i] > 1e-3f * (float)(scale * scale))
                {
                    result[i] = sums[i] / weights[i];
                }
            }
        }

        return result;
    }
}
