using System.Globalization;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Outlines.Calibration;

/// <summary>Reliability diagram: observed share of ice against the probability given, before and after calibration.</summary>
public static class ReliabilityPicture
{
    private const int Plot = 420, Left = 70, Top = 60, Bottom = 64;

    private static readonly (byte, byte, byte) s_ink = (30, 30, 30), s_faint = (205, 205, 205), s_before = (200, 90, 40), s_after = (25, 95, 165);

    /// <summary>Draws the diagram into a PNG.</summary>
    /// <param name="before">Raw probabilities.</param>
    /// <param name="after">Calibrated probabilities.</param>
    /// <param name="path">File to write.</param>
    /// <param name="title">Above the diagram.</param>
    public static void SavePng(Reliability before, Reliability after, string path, string title)
    {
        var canvas = new Canvas(Left + Plot + 30, Top + Plot + Bottom);
        canvas.Text(title, Left, 30, 15, s_ink);
        for (var k = 0; k <= 5; k++)
        {
            var (x, y) = At(k / 5.0, k / 5.0);
            canvas.Line([(Left, y), (Left + Plot, y)], s_faint, 1);
            canvas.Line([(x, Top), (x, Top + Plot)], s_faint, 1);
            var label = (k / 5.0).ToString("0.0", CultureInfo.InvariantCulture);
            canvas.Text(label, Left - 34, y + 5, 11, s_ink);
            canvas.Text(label, x - 9, Top + Plot + 20, 11, s_ink);
        }

        canvas.Line([At(0, 0), At(1, 1)], (120, 120, 120), 1.2);
        canvas.Line([At(0, 0), At(1, 0), At(1, 1), At(0, 1), At(0, 0)], s_ink, 1.4);
        Curve(canvas, before, s_before, 0);
        Curve(canvas, after, s_after, 1);
        canvas.Text("probability of ice", Left + (Plot / 2) - 60, Top + Plot + 46, 12, s_ink);
        canvas.Text("share that is ice", Left + 8, Top - 10, 12, s_ink);
        Legend(canvas, 0, s_before, "raw", before);
        Legend(canvas, 1, s_after, "calibrated", after);
        SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, path, new PictureCaption(title, "Reliability diagram of the probability of ice", "plot of measured figures", "dataDrivenMedia"));
    }

    private static (double X, double Y) At(double x, double y) => (Left + (x * Plot), Top + ((1 - y) * Plot));

    private static void Curve(Canvas canvas, Reliability reliability, (byte, byte, byte) colour, int which)
    {
        var tenths = reliability.Tenths();
        foreach (var (probability, _, share) in tenths)
        {
            var (x, _) = At(probability, 0);
            var height = Math.Max(2, (int)(share * 90));
            canvas.Fill((int)x - 9 + (which * 10), Top + Plot - height, 8, height, Pale(colour));
        }

        canvas.Line([.. tenths.Select(tenth => At(tenth.Probability, tenth.Observed))], colour, 2.2);
        foreach (var (probability, observed, _) in tenths)
        {
            var (x, y) = At(probability, observed);
            canvas.Fill((int)x - 3, (int)y - 3, 7, 7, colour);
        }
    }

    private static void Legend(Canvas canvas, int line, (byte, byte, byte) colour, string name, Reliability reliability)
    {
        var y = Top + 26 + (22 * line);
        canvas.Line([(Left + 14, y - 4), (Left + 40, y - 4)], colour, 2.4);
        canvas.Text(string.Create(CultureInfo.InvariantCulture, $"{name}: ECE {reliability.Error:0.000}"), Left + 48, y, 12, s_ink);
    }

    private static (byte, byte, byte) Pale((byte R, byte G, byte B) colour) =>
        ((byte)(255 - ((255 - colour.R) * 0.35)), (byte)(255 - ((255 - colour.G) * 0.35)), (byte)(255 - ((255 - colour.B) * 0.35)));
}
