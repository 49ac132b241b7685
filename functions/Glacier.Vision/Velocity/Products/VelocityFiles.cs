using System.Globalization;

namespace Glacier.Vision.Velocity.Products;

/// <summary>All files of a velocity product.</summary>
public static class VelocityFiles
{
    /// <summary>Names of the files that every product has.</summary>
    public static IReadOnlyList<string> Names { get; } = ["velocity.tif", "velocity.nc", "velocity.png", "velocity.json", "profile.csv"];

    /// <summary>Name of the table of stakes.</summary>
    public const string StakesName = "stakes.csv";

    /// <summary>
    /// Writes <see cref="Names"/> into a folder, <c>velocity_YYYY.tif</c> for each year where there are several, and <c>stakes.csv</c> where stakes are given. The maps are
    /// those of the first method; the profile, the stakes and the figures are of all.
    /// </summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="series">Velocities.</param>
    /// <param name="line">Line of the profile in map coordinates; null: the flow line down the middle.</param>
    /// <param name="stakes">Stakes; null: none.</param>
    /// <returns>Full names of the files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, VelocitySeries series, IReadOnlyList<(double X, double Y)>? line = null, IReadOnlyList<Stake>? stakes = null)
    {
        var first = series.Methods[0];
        var metadata = new Dictionary<string, string>
        {
            ["method"] = first.Method,
            ["sources"] = string.Join(", ", series.Sources.Take(100)),
            ["pairs"] = first.Pairs.Count.ToString(CultureInfo.InvariantCulture),
        };
        var written = Names.Select(name => Path.Combine(folder, name)).ToList();
        VelocityCog.Write(written[0], first.Map, metadata);
        VelocityNetCdf.Write(written[1], first.Map, first.Pairs.Count == 1 ? StationaryError.Of(first.Pairs[0]) : null, metadata);
        VelocityPicture.SavePng(first.Map, series.Background, written[2], string.Create(
            CultureInfo.InvariantCulture, $"{first.Map.First:yyyy-MM-dd} to {first.Map.Second:yyyy-MM-dd}, {first.Method}, {first.Pairs.Count} {(first.Pairs.Count == 1 ? "pair" : "pairs")}"));
        File.WriteAllText(written[3], VelocityReport.Json(series) + "\n");
        var maps = series.Methods.Select(method => (method.Method, method.Map)).ToList();
        VelocityProfile.Write(written[4], line ?? FlowLine.Central(first.Map), maps);
        if (first.ByYear.Count > 1)
        {
            foreach (var (year, map) in first.ByYear.OrderBy(item => item.Key))
            {
                written.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"velocity_{year}.tif")));
                VelocityCog.Write(written[^1], map, metadata);
            }
        }

        if (stakes is not null)
        {
            written.Add(Path.Combine(folder, StakesName));
            StakeTable.Write(written[^1], stakes, maps);
        }

        return written;
    }
}
