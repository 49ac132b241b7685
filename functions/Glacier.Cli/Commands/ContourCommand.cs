using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier contour DEM --line …</c>: the elevation profile along a line, as a table.</summary>
internal static class ContourCommand
{
    public static Command Create()
    {
        var dem = CommonOptions.Dem();
        var line = new Option<string>("--line")
        {
            Description = "Vertices in the DEM's map coordinates.",
            HelpName = "X0,Y0,X1,Y1[,…]",
            Required = true,
        };
        var samples = new Option<int?>("--samples") { Description = "Number of samples, ends included. Default: one per half pixel.", HelpName = "N" };
        var unit = CommonOptions.VerticalUnit();
        var output = CommonOptions.OutFile("CSV to write: distance_m,x,y,elevation_m.");
        var json = CommonOptions.Json();
        var command = new Command("contour", "Elevation along any line of a DEM, sampled bilinearly at even distances.") { dem, line, samples, unit, output, json };
        command.SetAction(parsed =>
        {
            var path = CommonOptions.Existing("DEM", parsed.GetRequiredValue(dem));
            var vertices = PointArgument.Line("--line", parsed.GetRequiredValue(line));
            var asked = parsed.GetValue(samples);
            if (asked is < 2 or > 10_000_000)
            {
                throw new UsageException($"--samples: found {asked}; expected 2 to 10,000,000");
            }

            using var tiled = new TiledDem(path, CommonOptions.Reading(parsed.GetValue(unit)));
            var length = vertices.Zip(vertices.Skip(1), (a, b) => Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2))).Sum();
            var pixel = Math.Min(tiled.Transform.PixelWidth, tiled.Transform.PixelHeight);
            var count = asked ?? (int)Math.Clamp((length / (pixel / 2)) + 1, 2, 100_000);
            var profile = Profiles.Along(tiled, vertices, count);
            var known = profile.Elevation.Where(float.IsFinite).ToArray();
            if (known.Length == 0)
            {
                throw new UsageException("--line: no sample lies on the DEM, which covers " + GridExtent.Describe(tiled.Grid));
            }

            var target = CommonOptions.Target(parsed.GetRequiredValue(output), path);
            ProfileCsv.Write(target, profile);
            Report.Write(parsed.GetValue(json), new { file = target, samples = count, length_m = length, known = known.Length, minimum_m = known.Min(), maximum_m = known.Max() },
            [
                ("profile", Report.FileName(target)),
                ("length", Report.Number(length, 1) + " m"),
                ("samples", $"{count}, {known.Length} of them on the DEM"),
                ("elevations", $"{Report.Number(known.Min(), 1)} to {Report.Number(known.Max(), 1)} m"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }
}
