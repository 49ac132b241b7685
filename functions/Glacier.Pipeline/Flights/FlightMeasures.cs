using Glacier.Terrain.Flight;
using Glacier.Vision.Panorama;
using Glacier.Vision.Scenery;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Pipeline.Flights;

/// <summary>Two frames of a flight laid onto each other by the true depth.</summary>
/// <param name="Apart">Frames between them.</param>
/// <param name="Pairs">Pairs measured.</param>
/// <param name="MeanDifference">Mean absolute difference of what both see, grey levels of 255; null where no pair sees the same.</param>
/// <param name="Seen">Mean share of the picture that both see.</param>
public sealed record FlightConsistency(int Apart, int Pairs, double? MeanDifference, double Seen);

/// <summary>How well a flight's frames show one place.</summary>
/// <param name="Consistency">Neighbouring frames, and frames further apart.</param>
/// <param name="ClosingDifference">Mean absolute difference of the first and the last frame, grey levels; null unless they are one camera and one time.</param>
/// <param name="SkylineMedian">Median over the columns of the frames measured of how far the picture's skyline is from the terrain's, pixels; null without a skyline.</param>
/// <param name="SkylineWithin">Share of those columns within 1.5 pixels.</param>
/// <param name="SkylineWorstFrame">Largest median of a single frame, pixels.</param>
public sealed record FlightFigures(
    IReadOnlyList<FlightConsistency> Consistency, double? ClosingDifference, double? SkylineMedian, double? SkylineWithin, double? SkylineWorstFrame);

/// <summary>Measures a finished flight from its pictures and the geometry.</summary>
public static class FlightMeasures
{
    private const int MostPairs = 10;
    private const int MostSkylines = 20;

    /// <summary>Measures.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="painter">Knows their geometry.</param>
    /// <param name="folder">Folder of their pictures.</param>
    public static FlightFigures Of(IReadOnlyList<FlightFrame> frames, FlightPainter painter, string folder)
    {
        var (medians, all) = (new List<double>(), new List<double>());
        foreach (var frame in Spread(frames.Count, MostSkylines).Select(index => frames[index]))
        {
            var errors = SkylineStep.Errors(Picture(folder, frame), frame.Camera.Width, frame.Camera.Height, painter.Geometry(frame).Skyline).Where(double.IsFinite).Order().ToList();
            // some columns make no skyline
            if (errors.Count >= frame.Camera.Width / 8)
            {
                medians.Add(errors[errors.Count / 2]);
                all.AddRange(errors);
            }
        }

        all.Sort();
        var closes = frames.Count > 1 && frames[0].Camera == frames[^1].Camera && frames[0].Year == frames[^1].Year;
        return new(
            [Consistency(1), .. frames.Count > 24 ? [Consistency(frames.Count / 24)] : Array.Empty<FlightConsistency>()],
            closes ? Difference(Picture(folder, frames[0]), Picture(folder, frames[^1])) : null,
            all.Count == 0 ? null : Math.Round(all[all.Count / 2], 2), all.Count == 0 ? null : Math.Round(all.Count(error => error <= 1.5) / (double)all.Count, 4), medians.Count == 0 ? null : Math.Round(medians.Max(), 2));

        FlightConsistency Consistency(int apart)
        {
            var pairs = Spread(frames.Count - apart, MostPairs)
                .Select(index => FrameConsistency.Warped(Seen(painter, folder, frames[index]), Seen(painter, folder, frames[index + apart]))).Where(pair => double.IsFinite(pair.Difference)).ToList();
            return new(apart, pairs.Count, pairs.Count == 0 ? null : Math.Round(pairs.Average(pair => pair.Difference), 2), pairs.Count == 0 ? 0 : Math.Round(pairs.Average(pair => pair.Seen), 3));
        }
    }

    private static IEnumerable<int> Spread(int count, int most) => Enumerable.Range(0, Math.Min(count, most)).Select(k => (int)((long)k * count / Math.Min(count, most)));

    private static PanoramaView Seen(FlightPainter painter, string folder, FlightFrame frame) => PanoramaView.Of(painter.Geometry(frame), Picture(folder, frame));

    private static double Difference(byte[] a, byte[] b) => Math.Round(a.Zip(b, (x, y) => Math.Abs(x - y)).Average(), 3);

    private static byte[] Picture(string folder, FlightFrame frame)
    {
        using var image = Image.Load<Rgb24>(Path.Combine(folder, FlightFolder.FileOf(frame.Index)));
        var rgb = new byte[3 * image.Width * image.Height];
        image.CopyPixelDataTo(rgb);
        return rgb;
    }
}
