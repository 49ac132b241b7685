using System.Numerics.Tensors;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Curation;

/// <summary>The t-SNE map of described photographs: like lies beside like, coloured by what became of them.</summary>
internal static class CurationMap
{
    private const int Width = 1200;
    private const int Height = 960;
    private const int Margin = 40;
    private const int Legend = 60;
    private const int Thumbnail = 52;
    private const int Most = 2500;

    private static readonly (byte, byte, byte) s_ink = (60, 62, 68);

    private static readonly (string Name, (byte R, byte G, byte B) Colour)[] s_verdicts =
    [
        ("kept", (0, 114, 178)), ("other content", (230, 159, 0)), ("unlike the labelled", (204, 121, 167)), ("both", (150, 150, 150)),
    ];

    /// <summary>Gives each photograph its place; of very many, an even sample.</summary>
    public static void Place(IReadOnlyList<CurationCandidate> photos, IProgress<double> progress)
    {
        var sample = photos.Where((_, i) => photos.Count <= Most || (long)i * Most / photos.Count != (long)(i - 1) * Most / photos.Count).ToArray();
        var places = TSne.Map([.. sample.Select(photo => Direction(photo.Features!))], progress: progress);
        foreach (var (photo, place) in sample.Zip(places))
        {
            photo.Map = place;
        }
    }

    /// <summary>Draws the map.</summary>
    public static void Save(string path, IReadOnlyList<CurationCandidate> photos, CurationOptions options, bool thumbnails)
    {
        var canvas = new Canvas(Width, Height);
        var placed = photos.Where(photo => photo.Map is not null).Select(photo => (Photo: photo, At: photo.Map!.Value)).ToArray();
        if (placed.Length > 0)
        {
            var (left, top) = (placed.Min(p => p.At.X), placed.Min(p => p.At.Y));
            var scale = Math.Min(
                (Width - (2 * Margin)) / Math.Max(placed.Max(p => p.At.X) - left, 1e-9), (Height - (2 * Margin) - Legend) / Math.Max(placed.Max(p => p.At.Y) - top, 1e-9));
            var (centreX, centreY) = ((left + placed.Max(p => p.At.X)) / 2, (top + placed.Max(p => p.At.Y)) / 2);
            var points = placed.Select(p => (p.Photo, X: (Width / 2.0) + (scale * (p.At.X - centreX)), Y: ((Height - Legend) / 2.0) + (scale * (p.At.Y - centreY)))).ToArray();
            foreach (var (photo, x, y) in points)
            {
                Dot(canvas, x, y, s_verdicts[VerdictOf(photo)].Colour);
            }

            foreach (var (photo, x, y) in thumbnails ? points.DistinctBy(p => ((int)p.X / (2 * Thumbnail), (int)p.Y / (2 * Thumbnail))) : [])
            {
                Show(canvas, photo, (int)x - (Thumbnail / 2), (int)y - (Thumbnail / 2));
            }
        }

        double at = Margin;
        foreach (var (i, (name, colour)) in s_verdicts.Index())
        {
            Dot(canvas, at, Height - 25, colour);
            at += 14;
            at += canvas.Text($"{name} {photos.Count(photo => VerdictOf(photo) == i)}", at, Height - 20, 11, s_ink) + 36;
        }

        SyntheticPicture.SavePng(
            canvas.Rgb, Width, Height, path, new PictureCaption($"Photographs of {options.Subject} by likeness", "t-SNE of features", "map of photographs by likeness", "dataDrivenMedia"));
    }

    private static int VerdictOf(CurationCandidate photo)
    {
        var (subject, neighbours) = (photo.Rejections.Any(r => r.Step == "subject"), photo.Rejections.Any(r => r.Step == "neighbours"));
        return (subject, neighbours) switch { (false, false) => 0, (true, false) => 1, (false, true) => 2, _ => 3 };
    }

    private static float[] Direction(float[] features)
    {
        var result = new float[features.Length];
        TensorPrimitives.Divide(features, Math.Max(TensorPrimitives.Norm(features), 1e-12f), result);
        return result;
    }

    private static void Dot(Canvas canvas, double x, double y, (byte R, byte G, byte B) colour) => canvas.Line([(x, y), (x + 0.01, y)], colour, 6);

    private static void Show(Canvas canvas, CurationCandidate photo, int left, int top)
    {
        var picture = Photograph.Read(photo.Path, 1);
        var scale = Thumbnail / (double)Math.Max(picture.Width, picture.Height);
        var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        var small = PictureScaling.Resize(picture.Rgb, picture.Width, picture.Height, width, height);
        canvas.Fill(left - 2, top - 2, width + 4, height + 4, s_verdicts[VerdictOf(photo)].Colour);
        for (var i = 0; i < width * height; i++)
        {
            canvas.Blend(left + (i % width), top + (i / width), (small[3 * i], small[(3 * i) + 1], small[(3 * i) + 2]), 1);
        }
    }
}
