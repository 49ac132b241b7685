using Glacier.Training.Data;
using Glacier.Training.Loops;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation;

/// <summary>What a network's pictures of a glacier's years do where nothing changed: the flicker of a film, on real DEMs.</summary>
public static class YearStability
{
    private const int Styles = 4;

    /// <summary>Compares each year with the next in several styles; style and noise are the same for all years.</summary>
    /// <param name="scenery">The run.</param>
    /// <param name="years">The years at the run's resolution.</param>
    /// <param name="sky">Finds the sky in pictures: (RGB, width, height) to the mask.</param>
    /// <returns>
    /// <c>years-change-away</c> and <c>years-change-inside</c>: mean absolute difference of 255 farther than a sixteenth of the side from changed terrain, and on it; <c>years-away-share</c>: how
    /// much of the picture the first is taken over; <c>years-skyline-error-px-*</c>: the skyline asked for against the sky found.
    /// </returns>
    public static IReadOnlyDictionary<string, double> Judge(TrainedScenery scenery, GlacierYears years, Func<byte[], int, int, bool[]> sky)
    {
        using var constant = no_grad();
        var (channels, side) = (scenery.Configuration.Data.Channels, years.Side);
        var pairs = years.Years.Zip(years.Years.Skip(1), (before, after) => years.Changed(before, after)).ToArray();
        var errors = new List<int>();
        var (away, inside) = (0.0, 0.0);
        for (var seed = 1; seed <= Styles; seed++)
        {
            var pictures = years.Years.Select(year => Paint(year, seed)).ToArray();
            for (var pair = 0; pair < pairs.Length; pair++)
            {
                var change = TemporalStability.Of(pictures[pair], pictures[pair + 1], [pairs[pair]], side);
                away += change.Away / (Styles * pairs.Length);
                inside += change.Inside / (Styles * pairs.Length);
            }

            errors.AddRange(years.Years.Zip(pictures).SelectMany(each => SkylineError.Of(each.Second, each.First.Maps.Sky, side, sky)));
        }

        var figures = new Dictionary<string, double>
        {
            ["years-change-away"] = away,
            ["years-change-inside"] = inside,
            ["years-away-share"] = pairs.Average(pair => TemporalStability.AwayShare(pair, side)),
        };
        SkylineError.Add(figures, "years-skyline-error-px", errors);
        return figures;

        float[] Paint(GlacierYear year, int seed)
        {
            using var scope = NewDisposeScope();
            return Tensors.Values(scenery.Free(new Batch(year.Maps.Planes(channels), new float[3 * side * side], 1, channels.Count, side), seed));
        }
    }
}
