using Glacier.Training.Data.Outlines;
using Glacier.Training.Losses;

namespace Glacier.Training.Loops;

/// <summary>Windows, masks and what a network found as rows of a sample grid.</summary>
internal static class OutlineSamples
{
    private static readonly string[] s_falseColour = ["B8", "B4", "B3"];

    /// <summary>Rows: false colour, mask with unknown pixels grey, probability of ice, ice found wrongly (red) or missed (blue) over the mask.</summary>
    public static IReadOnlyList<float[]> Of(OutlineBatch batch, float[] probabilities)
    {
        var area = batch.Side * batch.Side;
        var rows = Enumerable.Range(0, 4).Select(_ => new float[batch.Count * 3 * area]).ToArray();
        var channels = Array.ConvertAll(s_falseColour, name => batch.Channels.ToList().IndexOf(name));
        for (var i = 0; i < batch.Count; i++)
        {
            for (var colour = 0; colour < 3; colour++)
            {
                var channel = channels.Contains(-1) ? Math.Min(colour, batch.Channels.Count - 1) : channels[colour];
                for (var pixel = 0; pixel < area; pixel++)
                {
                    var at = (((i * 3) + colour) * area) + pixel;
                    var (label, probability) = (batch.Labels[(i * area) + pixel], probabilities[(i * area) + pixel]);
                    rows[0][at] = Math.Clamp(batch.Values[(((i * batch.Channels.Count) + channel) * area) + pixel], -1, 1);
                    rows[1][at] = label == OutlineLoss.Ignored ? 0 : (2 * label) - 1;
                    rows[2][at] = (2 * probability) - 1;
                    rows[3][at] = Mistake(label, probability >= 0.5f, colour);
                }
            }
        }

        return rows;
    }

    private static float Mistake(byte label, bool found, int colour) => label switch
    {
        OutlineLoss.Ignored => 0,
        1 => found || colour == 2 ? 1 : -1,
        _ => found && colour == 0 ? 1 : -1,
    };
}
