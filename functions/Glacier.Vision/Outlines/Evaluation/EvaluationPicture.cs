using System.Globalization;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Windows;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>Tiles from the worst to the best beside what was mapped wrongly: red is called ice and is none, blue is ice that was missed.</summary>
public static class EvaluationPicture
{
    private const int Columns = 3, Side = 240, Gap = 12, Caption = 22, Head = 40;

    private static readonly double[] s_ranks = [0.1, 0.25, 0.4, 0.55, 0.75, 0.95];
    private static readonly (byte, byte, byte) s_ink = (30, 30, 30), s_false = (225, 30, 45), s_missed = (40, 110, 255), s_unknown = (128, 128, 128);

    /// <summary>Draws six tiles with at least a tenth of ice, at ranks of their intersection over union.</summary>
    /// <param name="tiles">Tiles that were measured.</param>
    /// <param name="evaluation">Their scores.</param>
    /// <param name="method">Method, run again on the six.</param>
    /// <param name="path">File to write.</param>
    public static void SavePng(IReadOnlyList<OutlineTile> tiles, OutlineEvaluation evaluation, OutlineMethod method, string path)
    {
        var icy = evaluation.Scores.Where(score => score.TruePositive + score.FalseNegative >= 0.1 * (score.TruePositive + score.FalsePositive + score.FalseNegative + score.TrueNegative))
            .OrderBy(score => score.Iou).ToList();
        var shown = s_ranks.Select(rank => icy.Count == 0 ? null : icy[(int)Math.Round(rank * (icy.Count - 1))]).OfType<OutlineScore>().Distinct().ToList();
        var rows = Math.Max(1, (shown.Count + Columns - 1) / Columns);
        var width = (Columns * ((2 * Side) + Gap)) + Gap;
        var canvas = new Canvas(width, Head + (rows * (Side + Caption + Gap)));
        canvas.Text($"{method.Name}: red called ice wrongly, blue ice missed", Gap, 26, 14, s_ink);
        for (var k = 0; k < shown.Count; k++)
        {
            var tile = tiles.First(each => each.Name == shown[k].Tile);
            var (left, top) = (Gap + (k % Columns * ((2 * Side) + Gap)), Head + (k / Columns * (Side + Caption + Gap)));
            Draw(canvas, tile, method, left, top);
            canvas.Text(string.Create(CultureInfo.InvariantCulture, $"IoU {shown[k].Iou:0.00}   {tile.Name[..Math.Min(8, tile.Name.Length)]}"), left, top + Side + 16, 12, s_ink);
        }

        SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(
            $"{method.Name} against reference outlines", "Satellite tiles beside the same with errors of the mapping", "maps of mapped and reference ice", "dataDrivenMedia"));
    }

    private static void Draw(Canvas canvas, OutlineTile tile, OutlineMethod method, int left, int top)
    {
        var labels = tile.ReadLabels();
        var channels = tile.ReadChannels([.. OutlineChannels.Names]);
        var probability = WindowedProbability.Of(channels, method);
        method.Calibration.Apply(probability);
        var scale = (double)Side / Math.Max(tile.Grid.Width, tile.Grid.Height);
        var bands = new[] { "B4", "B3", "B2" }.Select(band => channels.Channels[band]).ToArray();
        for (var y = 0; y < (int)(tile.Grid.Height * scale); y++)
        {
            for (var x = 0; x < (int)(tile.Grid.Width * scale); x++)
            {
                var i = ((int)(y / scale) * tile.Grid.Width) + (int)(x / scale);
                var colour = float.IsNaN(bands[0][i] + bands[1][i] + bands[2][i]) ? s_unknown : (Light(bands[0][i]), Light(bands[1][i]), Light(bands[2][i]));
                canvas.Blend(left + x, top + y, colour, 1);
                canvas.Blend(left + Side + x, top + y, colour, 1);
                var called = probability[i] >= 0.5f;
                if (labels[i] <= 1 && called != (labels[i] == 1))
                {
                    canvas.Blend(left + Side + x, top + y, called ? s_false : s_missed, 0.6);
                }
                else if (labels[i] > 1)
                {
                    canvas.Blend(left + Side + x, top + y, (128, 128, 128), 0.7);
                }
            }
        }
    }

    private static byte Light(float reflectance) => (byte)Math.Round(255 * Math.Sqrt(Math.Clamp(reflectance / 0.9, 0, 1)));
}
