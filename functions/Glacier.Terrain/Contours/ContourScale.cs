namespace Glacier.Terrain.Contours;

/// <summary>The one scale that all years of a glacier are drawn with, so that a lower line is a lower surface.</summary>
/// <param name="Length">Metres of distance across the picture's full width, positive.</param>
/// <param name="Lowest">Elevation of the picture's lower edge, metres.</param>
/// <param name="Highest">Elevation of the picture's upper edge, metres.</param>
public sealed record ContourScale(double Length, double Lowest, double Highest)
{
    private const double Margin = 0.06;

    /// <summary>A scale that holds every profile of every year, with a small margin above and below.</summary>
    /// <exception cref="ArgumentException">No profile has a known elevation.</exception>
    public static ContourScale Of(IEnumerable<Profile> profiles)
    {
        var (length, lowest, highest) = (0.0, double.MaxValue, double.MinValue);
        foreach (var profile in profiles)
        {
            length = Math.Max(length, profile.Distance[^1]);
            foreach (var elevation in profile.Elevation)
            {
                if (!float.IsNaN(elevation))
                {
                    (lowest, highest) = (Math.Min(lowest, elevation), Math.Max(highest, elevation));
                }
            }
        }

        if (lowest > highest)
        {
            throw new ArgumentException("no profile has a known elevation", nameof(profiles));
        }

        var margin = Math.Max(1, Margin * (highest - lowest));
        return new ContourScale(length, lowest - margin, highest + margin);
    }

    /// <summary>Picture position of a sample, in pixels from the upper left outer corner.</summary>
    public (double Column, double Row) ToPicture(double distance, double elevation) =>
        (distance / Length * ContourImage.Size, (Highest - elevation) / (Highest - Lowest) * ContourImage.Size);
}
