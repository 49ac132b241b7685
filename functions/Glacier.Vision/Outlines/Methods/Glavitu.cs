using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Outlines.Calibration;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>GlaViTU (Maslov et al. 2025), a convolutional-transformer network for glacier outlines, from its ONNX file and card.</summary>
/// <remarks>
/// Inputs: <c>windows</c> [N, C, S, S] normalised; where the graph has them <c>present</c> [N, C], <c>location</c> [N, 4], <c>region</c> [N, R] (zeros: unknown) and
/// <c>keep</c> [N, K], the multipliers of spatial dropout. Output: <c>logits</c> [N, 2, S, S].
/// </remarks>
public static class Glavitu
{
    /// <summary>Name of the method and of the model's card.</summary>
    public const string Name = "glavitu";

    private const float DropoutShare = 0.1f;

    /// <summary>The method of a catalogue's model.</summary>
    /// <param name="catalogue">Models.</param>
    /// <param name="turned">Test-time augmentation by the eight turns.</param>
    /// <param name="dropoutRuns">Monte-Carlo dropout: the mean of this many runs with a tenth of the feature channels left out; 0: none.</param>
    /// <exception cref="InvalidInputException">The model is absent or refused; <c>model-tensors</c>: its card names no channels, or its graph is another one.</exception>
    public static OutlineMethod Method(ModelCatalogue catalogue, bool turned = false, int dropoutRuns = 0)
    {
        var model = catalogue.Get(Name);
        var card = model.Card;
        var windows = model.Session.InputMetadata.GetValueOrDefault("windows");
        if (card.Channels is not { Count: > 0 } channels || windows is not { Dimensions: [_, var count, > 0 and var side, _] } || (count > 0 && count != channels.Count)
            || !model.Session.OutputMetadata.ContainsKey("logits") || channels.Except(OutlineChannels.Names).Any())
        {
            throw new InvalidInputException(
                card.File, "model-tensors", $"channels {string.Join(", ", card.Channels ?? [])}; inputs {string.Join(", ", model.Session.InputMetadata.Keys)}",
                "an input 'windows' [N, C, S, S] of the card's C channels and an output 'logits' [N, 2, S, S]", "Export the network again.");
        }

        var calibration = card.Calibration is { Count: > 0 } knots ? IsotonicMap.OfKnots(knots) : IsotonicMap.Identity;
        return NetworkMethod.Of(Name, $"{card.Name}-{card.Sha256[..8]}", Network(model, dropoutRuns), side, channels, calibration, turned);
    }

    private static OutlineNetwork Network(Model model, int dropoutRuns)
    {
        var kept = model.Session.InputMetadata.TryGetValue("keep", out var keep) ? Math.Max(keep.Dimensions[1], 1) : 0;
        var regions = model.Session.InputMetadata.TryGetValue("region", out var region) ? Math.Max(region.Dimensions[1], 1) : 0;
        return windows =>
        {
            if (dropoutRuns == 0 || kept == 0)
            {
                var all = new float[windows.Count * kept];
                Array.Fill(all, 1);
                return Run(model, windows, all, regions);
            }

            // the seed is constant: the same scene gives the same outline
            var random = new Random(5);
            var mean = Array.Empty<float>();
            for (var run = 0; run < dropoutRuns; run++)
            {
                var some = new float[windows.Count * kept];
                for (var k = 0; k < some.Length; k++)
                {
                    some[k] = random.NextSingle() < DropoutShare ? 0 : 1 / (1 - DropoutShare);
                }

                var logits = Run(model, windows, some, regions);
                mean = run == 0 ? logits : mean;
                for (var k = 0; k < logits.Length && run > 0; k++)
                {
                    mean[k] += logits[k];
                }
            }

            return Array.ConvertAll(mean, value => value / dropoutRuns);
        };
    }

    private static float[] Run(Model model, OutlineWindows windows, float[] keep, int regions)
    {
        var (n, side) = (windows.Count, windows.Side);
        var given = new Dictionary<string, (float[] Values, long[] Shape)>(StringComparer.Ordinal)
        {
            ["windows"] = (windows.Values, [n, windows.Channels.Count, side, side]),
            ["present"] = (windows.Present, [n, windows.Channels.Count]),
            ["location"] = (windows.Location, [n, 4]),
            ["region"] = (new float[n * regions], [n, regions]),
            ["keep"] = (keep, [n, n == 0 ? 0 : keep.Length / n]),
        };
        var names = model.Session.InputMetadata.Keys.Where(given.ContainsKey).ToList();
        var inputs = names.ConvertAll(name => OrtValue.CreateTensorValueFromMemory(given[name].Values, given[name].Shape));
        try
        {
            using var options = new RunOptions();
            using var outputs = model.Session.Run(options, names, inputs, ["logits"]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }
}
