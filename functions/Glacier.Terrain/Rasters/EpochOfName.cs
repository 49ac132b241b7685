using System.Globalization;
using System.Text.RegularExpressions;

namespace Glacier.Terrain.Rasters;

/// <summary>Reads the survey date from a file's name: <c>2018.09.13</c>, <c>2018-09-13</c>, <c>2018_09_13</c>, <c>20180913</c> or <c>1958</c>.</summary>
public static partial class EpochOfName
{
    private const int FirstYear = 1800;

    /// <summary>The first full date of the name, else its first year.</summary>
    /// <param name="fileName">Name with or without folders and extension; only its last part counts.</param>
    /// <param name="epoch">The date found.</param>
    /// <returns>False where the name holds no date between 1800 and next year.</returns>
    public static bool TryParse(string fileName, out Epoch epoch)
    {
        var name = Path.GetFileName(fileName);
        foreach (Match match in FullDate().Matches(name))
        {
            var digits = match.Groups["y"].Value + match.Groups["m"].Value + match.Groups["d"].Value;
            if (DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && IsPlausible(date.Year))
            {
                epoch = new Epoch(date);
                return true;
            }
        }

        foreach (Match match in YearAlone().Matches(name))
        {
            var year = int.Parse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            if (IsPlausible(year))
            {
                epoch = Epoch.OfYear(year);
                return true;
            }
        }

        epoch = default;
        return false;
    }

    // an EPSG code such as 2056 or a size must not pass for a year
    private static bool IsPlausible(int year) => year >= FirstYear && year <= DateTime.UtcNow.Year + 1;

    [GeneratedRegex(@"(?<!\d)(?<y>\d{4})(?<s>[.\-_]?)(?<m>\d{2})\k<s>(?<d>\d{2})(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FullDate();

    [GeneratedRegex(@"(?<!\d)\d{4}(?![\dA-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex YearAlone();
}
