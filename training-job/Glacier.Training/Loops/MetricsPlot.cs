using System.Globalization;
using Glacier.Vision.Pictures;

namespace Glacier.Training.Loops;

/// <summary>Curves of all terms against thousands of images, one panel each: the paper's figure 5 for this run.</summary>
public static class MetricsPlot
{
    private const int PanelWidth = 380;
    private const int PanelHeight = 220;
    private const int Columns = 3;
    private const int MostPoints = 300;

    private static readonly (byte, byte, byte) s_ink = (40, 46, 54);
    private static readonly (byte, byte, byte) s_faint = (214, 219, 225);
    private static readonly (byte, byte, byte) s_curve = (20, 104, 176);

    /// <summary>Draws the plot.</summary>
    /// <param name="metrics">Rows and columns.</param>
    /// <param name="path">PNG to write.</param>
    /// <param name="title">Name of the run.</param>
    public static void Write(Metrics metrics, string path, string title)
    {
        var panels = metrics.Columns.Skip(3)
            .Select(name => (Name: name, Points: metrics.Rows.Where(row => row.ContainsKey(name)).Select(row => (X: row["images"] / 1000, Y: row[name])).ToArray()))
            .Where(panel => panel.Points.Length > 1).ToArray();
        if (panels.Length == 0)
        {
            return;
        }

        var canvas = new Canvas(Columns * PanelWidth, ((panels.Length + Columns - 1) / Columns * PanelHeight) + 34);
        canvas.Text(title, 14, 23, 12, s_ink);
        for (var i = 0; i < panels.Length; i++)
        {
            Panel(canvas, i % Columns * PanelWidth, (i / Columns * PanelHeight) + 34, panels[i].Name, panels[i].Points);
        }

        SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(title, Method: "plot of the training metrics", DigitalSourceType: "dataDrivenMedia"));
    }

    private static void Panel(Canvas canvas, int left, int top, string name, (double X, double Y)[] points)
    {
        var (x0, y0, width, height) = (left + 62, top + 26, PanelWidth - 80, PanelHeight - 60);
        var (least, greatest, lastX) = (points.Min(point => point.Y), points.Max(point => point.Y), Math.Max(points[^1].X, 1e-9));
        if (greatest - least < 1e-9)
        {
            (least, greatest) = (least - 0.5, greatest + 0.5);
        }

        canvas.Text(name, x0, top + 18, 9, s_ink);
        for (var tick = 0; tick <= 2; tick++)
        {
            var y = y0 + (height * tick / 2.0);
            canvas.Line([(x0, y), (x0 + width, y)], s_faint, 1);
            canvas.Text((greatest - ((greatest - least) * tick / 2)).ToString("G3", CultureInfo.InvariantCulture), left + 8, y + 4, 8, s_ink);
            canvas.Text((lastX * tick / 2).ToString("G3", CultureInfo.InvariantCulture), x0 + (width * tick / 2.0) - (10 * tick), y0 + height + 16, 8, s_ink);
        }

        canvas.Text("thousand images", x0 + (width / 2.0) - 40, y0 + height + 30, 7, s_ink);
        var group = (points.Length + MostPoints - 1) / MostPoints;
        var thinned = points.Chunk(group).Select(chunk => (X: chunk.Average(point => point.X), Y: chunk.Average(point => point.Y)));
        canvas.Line([.. thinned.Select(point => (x0 + (width * point.X / lastX), y0 + (height * (greatest - point.Y) / (greatest - least))))], s_curve, 1.6);
    }
}
