using System.Globalization;

namespace Glacier.Terrain.Simulation;

/// <summary>Years as the command line writes them.</summary>
public static class YearRange
{
    /// <summary>Reads <c>1950..2020:10</c> (first, last, step), <c>1950..2020</c> (every year), <c>1950,1974,2018</c> or <c>1950</c>.</summary>
    /// <returns>Ascending years; the last one of a range is included only where the step reaches it.</returns>
    /// <exception cref="FormatException">Anything else; the message shows the forms.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var years = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split("..");
            var first = Number(ends[0], text);
            if (ends.Length == 1)
            {
                years.Add(first);
                continue;
            }

            var tail = ends.Length == 2 ? ends[1].Split(':') : [];
            if (tail.Length is < 1 or > 2)
            {
                throw Malformed(text);
            }

            var last = Number(tail[0], text);
            var step = tail.Length == 2 ? Number(tail[1], text) : 1;
            if (last < first || step < 1)
            {
                throw Malformed(text);
            }

            for (var year = first; year <= last; year += step)
            {
                years.Add(year);
            }
        }

        return [.. years];
    }

    private static int Number(string part, string whole) =>
        int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 9999 ? number : throw Malformed(whole);

    private static FormatException Malformed(string text) =>
        new($"years '{text}': expected first..last:step as in 1950..2020:10, or a list as in 1950,1974,2018");
}
