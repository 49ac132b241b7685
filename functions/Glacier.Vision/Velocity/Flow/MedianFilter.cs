using System.Numerics;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>Median over square windows, unknown values left out.</summary>
public static class MedianFilter
{
    // the window's range is halved this often: the result is the median to 1/65536 of that range
    private const int Halvings = 16;

    /// <summary>Replaces each known value by the median of the known values around it (of an even number, the lower of the middle two).</summary>
    /// <param name="values">width × height values, NaN where unknown; unknown values stay so.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="radius">The window has 2 radius + 1 pixels in either direction: 4 is the usual 9 × 9.</param>
    /// <returns>Medians, exact to 2⁻¹⁶ of the range of values within the window.</returns>
    /// <remarks>Bisection on the value, for as many pixels at once as a vector holds: counting costs the same whatever the values.</remarks>
    public static float[] Apply(float[] values, int width, int height, int radius)
    {
        var lanes = Vector<float>.Count;
        var stride = (((width + lanes - 1) / lanes) * lanes) + (2 * radius) + lanes;
        var padded = new float[stride * (height + (2 * radius))];
        Array.Fill(padded, float.NaN);
        for (var row = 0; row < height; row++)
        {
            values.AsSpan(row * width, width).CopyTo(padded.AsSpan(((row + radius) * stride) + radius));
        }

        var result = new float[values.Length];
        Rows.For(height, row =>
        {
            Span<float> medians = stackalloc float[lanes];
            for (var column = 0; column < width; column += lanes)
            {
                var count = Math.Min(lanes, width - column);
                var own = values.AsSpan((row * width) + column, count);
                if (AllNaN(own))
                {
                    own.CopyTo(result.AsSpan((row * width) + column));
                    continue;
                }

                Median(padded.AsSpan((row * stride) + column), stride, (2 * radius) + 1).CopyTo(medians);
                for (var k = 0; k < count; k++)
                {
                    result[(row * width) + column + k] = float.IsNaN(own[k]) ? float.NaN : medians[k];
                }
            }
        });
        return result;
    }

    private static bool AllNaN(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }

    private static Vector<float> Median(ReadOnlySpan<float> window, int stride, int extent)
    {
        var low = new Vector<float>(float.PositiveInfinity);
        var high = new Vector<float>(float.NegativeInfinity);
        var known = Vector<int>.Zero;
        for (var row = 0; row < extent; row++)
        {
            for (var column = 0; column < extent; column++)
            {
                var value = Load(window, (row * stride) + column);
                var isKnown = Vector.Equals(value, value);
                low = Vector.ConditionalSelect(Vector.BitwiseAnd(isKnown, Vector.LessThan(value, low)), value, low);
                high = Vector.ConditionalSelect(Vector.BitwiseAnd(isKnown, Vector.GreaterThan(value, high)), value, high);
                known -= isKnown;
            }
        }

        // least value with at least half of the known ones at or below it
        var wanted = Vector.ShiftRightArithmetic(known + Vector<int>.One, 1);
        for (var step = 0; step < Halvings; step++)
        {
            var middle = (low + high) * 0.5f;
            var below = Vector<int>.Zero;
            for (var row = 0; row < extent; row++)
            {
                for (var column = 0; column < extent; column++)
                {
                    below -= Vector.LessThanOrEqual(Load(window, (row * stride) + column), middle);
                }
            }

            var enough = Vector.GreaterThanOrEqual(below, wanted);
            high = Vector.ConditionalSelect(enough, middle, high);
            low = Vector.ConditionalSelect(enough, low, middle);
        }

        return high;
    }

    private static Vector<float> Load(ReadOnlySpan<float> values, int at) => new(values.Slice(at, Vector<float>.Count));
}
