using Glacier.Vision.Outlines.Calibration;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>A network as an outline method: normalisation before it, softmax after it, optionally the mean over turned windows, and open water taken out.</summary>
/// <remarks>
/// The Swiss tiles to train on show hardly any lake, and a network cannot know what it was not shown: what the water index (McFeeters 1996) calls open water is no ice. Of the
/// 2.4 million pixels of ice to train on 47 meet the rule.
/// </remarks>
public static class NetworkMethod
{
    private const float WaterIndex = 0.4f, WaterNearInfrared = 0.12f;

    /// <summary>Wraps a network.</summary>
    /// <param name="name">Short name.</param>
    /// <param name="version">Version of the weights.</param>
    /// <param name="network">Normalised windows to logits.</param>
    /// <param name="side">Pixels of a window's side.</param>
    /// <param name="channels">Channels that it was trained with, in order.</param>
    /// <param name="calibration">Fitted map; null: probabilities as they are.</param>
    /// <param name="turned">Also run the seven other turns and mirrorings of every window and take the mean (test-time augmentation; eight times the work).</param>
    public static OutlineMethod Of(string name, string version, OutlineNetwork network, int side, IReadOnlyList<string> channels, IsotonicMap? calibration = null, bool turned = false) =>
        new(name, version, side, channels, windows =>
        {
            var normalized = windows.Normalized();
            var probability = turned ? Turned(network, normalized) : Softmax(network(normalized), normalized);
            TakeWaterOut(probability, windows);
            return probability;
        }, calibration ?? IsotonicMap.Identity);

    private static void TakeWaterOut(float[] probability, OutlineWindows windows)
    {
        var (plane, channels, names) = (windows.Side * windows.Side, windows.Channels.Count, windows.Channels.ToList());
        var (green, nir) = (names.IndexOf("B3"), names.IndexOf("B8"));
        if (green < 0 || nir < 0)
        {
            return;
        }

        for (var k = 0; k < probability.Length; k++)
        {
            var (window, pixel) = (k / plane, k % plane);
            var (g, n) = (windows.Values[(((window * channels) + green) * plane) + pixel], windows.Values[(((window * channels) + nir) * plane) + pixel]);

            // an absent or unknown channel is NaN, of which nothing is true
            if (n < WaterNearInfrared && g - n > WaterIndex * (g + n))
            {
                probability[k] = 0;
            }
        }
    }

    private static float[] Turned(OutlineNetwork network, OutlineWindows windows)
    {
        var (side, plane) = (windows.Side, windows.Side * windows.Side);
        var mean = new float[windows.Count * plane];
        for (var turn = 0; turn < 8; turn++)
        {
            // place of each pixel of the turned window in the straight one
            var from = new int[plane];
            for (var i = 0; i < plane; i++)
            {
                var (x, y) = (i % side, i / side);
                (x, y) = (turn & 1) != 0 ? (side - 1 - x, y) : (x, y);
                (x, y) = (turn & 2) != 0 ? (x, side - 1 - y) : (x, y);
                from[i] = (turn & 4) != 0 ? (x * side) + y : (y * side) + x;
            }

            var values = new float[windows.Values.Length];
            Parallel.For(0, values.Length / plane, k =>
            {
                for (var i = 0; i < plane; i++)
                {
                    values[(k * plane) + i] = windows.Values[(k * plane) + from[i]];
                }
            });
            var probability = Softmax(network(windows with { Values = values }), windows);
            for (var k = 0; k < probability.Length; k++)
            {
                mean[(k / plane * plane) + from[k % plane]] += probability[k] / 8;
            }
        }

        return mean;
    }

    private static float[] Softmax(float[] logits, OutlineWindows windows)
    {
        var plane = windows.Side * windows.Side;
        if (logits.Length != 2L * windows.Count * plane)
        {
            throw new InvalidOperationException($"the network gave {logits.Length} logits; expected [{windows.Count}, 2, {windows.Side}, {windows.Side}]");
        }

        var probability = new float[windows.Count * plane];
        for (var k = 0; k < probability.Length; k++)
        {
            var at = (2 * (k / plane) * plane) + (k % plane);
            probability[k] = 1 / (1 + MathF.Exp(logits[at] - logits[at + plane]));
        }

        return probability;
    }
}
