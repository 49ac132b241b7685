using System.Globalization;
using System.Text;

namespace Glacier.Terrain.Change;

/// <summary>Surface elevation of every epoch along one line, as a table.</summary>
public static class ProfileTable
{
    /// <summary>The table: header <c>distance_m,x,y,elevation_1880_m,elevation_1926_m,…</c>, one line per point, empty where an epoch has no elevation.</summary>
    /// <param name="line">The line, already at its fixed step.</param>
    /// <param name="series">Surveys, in the order of the columns.</param>
    public static string Csv(CentreLine line, IReadOnlyList<DatedDem> series)
    {
        var text = new StringBuilder("distance_m,x,y");
        foreach (var survey in series)
        {
            text.Append(CultureInfo.InvariantCulture, $",elevation_{survey.Epoch}_m");
        }

        text.Append('\n');
        for (var k = 0; k < line.X.Count; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Distance[k]:0.###},{line.X[k]:0.###},{line.Y[k]:0.###}");
            foreach (var survey in series)
            {
                var elevation = survey.Dem.Sample(line.X[k], line.Y[k]);
                text.Append(',');
                if (float.IsFinite(elevation))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{elevation:0.###}");
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the table to a file.</summary>
    public static void WriteCsv(string path, CentreLine line, IReadOnlyList<DatedDem> series) => File.WriteAllText(path, Csv(line, series));
}
