using System.Globalization;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Scenes;

/// <summary>Two scenes on the grid of the first.</summary>
/// <param name="First">The earlier scene.</param>
/// <param name="Second">The later scene, on the same grid.</param>
/// <param name="Warnings">What had to be done to bring them together.</param>
public sealed record ScenePair(Scene First, Scene Second, IReadOnlyList<string> Warnings)
{
    /// <summary>Days from the first to the second, at least 1.</summary>
    public int Days => Second.Date.DayNumber - First.Date.DayNumber;

    /// <summary>Brings two scenes together.</summary>
    /// <exception cref="InvalidInputException">
    /// <c>same-date</c>; <c>reversed-dates</c>; <c>unknown-offset</c>: images without a place and of different size, or only one with a place, so that more than
    /// half a pixel of their offset is unknown; <c>no-overlap</c>.
    /// </exception>
    public static ScenePair Of(Scene first, Scene second)
    {
        if (first.Date == second.Date)
        {
            throw new InvalidInputException(
                second.File, "same-date", $"{Text(second.Date)}, as {first.File} has", "two different days", "Take a scene of another day, or state the dates with --dates.");
        }

        if (first.Date > second.Date)
        {
            throw new InvalidInputException(
                second.File, "reversed-dates", $"{Text(second.Date)}, before {Text(first.Date)} of {first.File}", "the earlier scene first", "Swap the two scenes, or the two dates.");
        }

        var (a, b) = (first.Band, second.Band);
        var warnings = new List<string>();
        if (a.SameGrid(b) && (a.Crs.SameAs(b.Crs) || a.Crs.Wkt.Length == 0 || b.Crs.Wkt.Length == 0))
        {
            b = a.With(b.Values);
        }
        else
        {
            if (!first.IsPlaced || !second.IsPlaced || (a.Crs.Wkt.Length == 0) != (b.Crs.Wkt.Length == 0))
            {
                throw new InvalidInputException(
                    second.File, "unknown-offset", $"{Describe(second)}; {first.File}: {Describe(first)}",
                    "two images on one grid, or both with position and reference system", "Georeference both, or cut both to the same frame.");
            }

            b = ImageReader.Onto(b, a.Grid);
            warnings.Add($"{second.File} was resampled onto the grid of {first.File} (cubic): {Describe(second)}; {Describe(first)}");
        }

        var shared = 0;
        for (var i = 0; i < a.Values.Length; i++)
        {
            shared += float.IsFinite(a.Values[i]) && float.IsFinite(b.Values[i]) ? 1 : 0;
        }

        return shared > 0 ? new ScenePair(first, second with { Band = b }, warnings) : throw new InvalidInputException(
            second.File, "no-overlap", $"no pixel in common with {first.File}", "two scenes of one place", "Check corner coordinates and reference systems, or take scenes that overlap.");
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Describe(Scene scene)
    {
        var (band, t) = (scene.Band, scene.Band.Transform);
        return string.Create(
            CultureInfo.InvariantCulture, $"{band.Width} × {band.Height} pixels of {t.PixelWidth:0.##} m, {(scene.IsPlaced ? $"corner {t.West:0.##}, {t.North:0.##} in {band.Crs.Name}" : "no position")}");
    }
}
