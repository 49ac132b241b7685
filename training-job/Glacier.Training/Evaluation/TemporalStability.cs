using Glacier.Training.Data;

namespace Glacier.Training.Evaluation;

/// <summary>
/// What a picture does when only a part of its condition changes, as from one year to the next: mean absolute difference in grey levels of 255, away from the
/// change and inside it. Style and noise are the same for both.
/// </summary>
/// <param name="Away">Farther than <see cref="Margin"/> from the change: what flickers in a film. 0 is best.</param>
/// <param name="Inside">Inside the change: that something happens there at all.</param>
/// <param name="Pairs">Pairs compared.</param>
public sealed record TemporalStability(double Away, double Inside, int Pairs)
{
    /// <summary>Pixels about a change that may change with it, as a share of the side.</summary>
    public const double Margin = 1 / 16.0;

    /// <summary>The conditions of another year: ice and contours of a rectangle of ground disappear, and its shade darkens to rock.</summary>
    /// <param name="batch">Conditions.</param>
    /// <param name="channels">Names of their channels.</param>
    /// <returns>The changed batch, and width × height truth values per sample: inside the change.</returns>
    public static (Batch Changed, bool[][] Inside) Retreat(Batch batch, IReadOnlyList<string> channels)
    {
        var (side, pixels) = (batch.Side, batch.Side * batch.Side);
        var conditions = (float[])batch.Conditions.Clone();
        var inside = new bool[batch.Count][];
        for (var place = 0; place < batch.Count; place++)
        {
            inside[place] = new bool[pixels];
            for (var y = side * 5 / 8; y < side * 7 / 8; y++)
            {
                for (var x = side * 3 / 8; x < side * 5 / 8; x++)
                {
                    inside[place][(y * side) + x] = true;
                    for (var channel = 0; channel < channels.Count; channel++)
                    {
                        ref var value = ref conditions[(((place * channels.Count) + channel) * pixels) + (y * side) + x];
                        value = channels[channel] switch { "contour" or "ice" => 0, "shade" => 0.5f * value, _ => value };
                    }
                }
            }
        }

        return (batch with { Conditions = conditions }, inside);
    }

    /// <summary>Compares pictures of two years.</summary>
    /// <param name="before">[count, 3, side, side] in −1…1.</param>
    /// <param name="after">Likewise.</param>
    /// <param name="inside">Per sample, where the condition changed.</param>
    /// <param name="side">Rows and columns.</param>
    public static TemporalStability Of(float[] before, float[] after, bool[][] inside, int side)
    {
        var (away, within) = ((Sum: 0.0, Count: 0L), (Sum: 0.0, Count: 0L));
        for (var place = 0; place < inside.Length; place++)
        {
            var near = Near(inside[place], side);
            for (var i = 0; i < side * side; i++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    var at = (((place * 3) + colour) * side * side) + i;
                    var difference = 127.5 * Math.Abs(after[at] - before[at]);
                    if (inside[place][i])
                    {
                        within = (within.Sum + difference, within.Count + 1);
                    }
                    else if (!near[i])
                    {
                        away = (away.Sum + difference, away.Count + 1);
                    }
                }
            }
        }

        return new(away.Sum / Math.Max(away.Count, 1), within.Sum / Math.Max(within.Count, 1), inside.Length);
    }

    /// <summary>Share of a picture that is farther than <see cref="Margin"/> from a change.</summary>
    /// <param name="inside">Where the condition changed.</param>
    /// <param name="side">Rows and columns.</param>
    public static double AwayShare(bool[] inside, int side) => Near(inside, side).Count(near => !near) / (double)inside.Length;

    private static bool[] Near(bool[] mask, int side)
    {
        var reach = (int)Math.Ceiling(side * Margin);
        var result = new bool[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                for (var y = Math.Max((i / side) - reach, 0); y <= Math.Min((i / side) + reach, side - 1); y++)
                {
                    var (from, to) = (Math.Max((i % side) - reach, 0), Math.Min((i % side) + reach, side - 1));
                    result.AsSpan((y * side) + from, to - from + 1).Fill(true);
                }
            }
        }

        return result;
    }
}
