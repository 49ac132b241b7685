using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain;
using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier change DEM DEM…</c>: elevation, area, volume and mass change between dated DEMs, with uncertainty.</summary>
internal static class ChangeCommand
{
    private const string RecessionName = "recession.json";
    private const string ProfilesName = "profiles.csv";

    public static Command Create()
    {
        var dems = new Argument<FileInfo[]>("DEM") { Description = "Two or more dated DEMs of one glacier.", Arity = new ArgumentArity(2, 1000) };
        var outlines = new Option<string[]>("--outline")
        {
            Description = "Outline, once per date: GeoPackage, GeoJSON, shapefile or 0/1 raster. The date is in its name or follows an @; without a date it holds for the latest DEM. Without any outline, ice is found from the elevation change.",
            HelpName = "VECTOR[@DATE]",
            AllowMultipleArgumentsPerToken = true,
        };
        var reference = new Option<FileInfo?>("--reference") { Description = "DEM that gives the grid and that the others are aligned to. Default: the latest.", HelpName = "DEM" };
        var keep = new Option<bool>("--no-align") { Description = "Trust the DEMs' registration." };
        var density = new Option<double>("--density") { Description = "Density of the volume change in kg/m³ (Huss 2013).", DefaultValueFactory = _ => 850 };
        var unit = CommonOptions.VerticalUnit();
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("change", "Elevation change, area, volume, geodetic mass balance and terminus retreat between dated DEMs, with uncertainty.")
        {
            dems, outlines, reference, keep, density, unit, output, json,
        };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(dems).Select(file => CommonOptions.Existing("DEM", file)).ToList();
            var still = parsed.GetValue(reference) is { } file ? CommonOptions.Existing("--reference", file) : null;
            var heaviness = parsed.GetValue(density);
            if (heaviness is not (> 0 and <= 1000))
            {
                throw new UsageException(FormattableString.Invariant($"--density: found {heaviness}; expected more than 0, at most 1000 kg/m³"));
            }

            var reading = CommonOptions.Reading(parsed.GetValue(unit));
            var files = paths.Select(path => (Path: path, Epoch: DemReader.Inspect(path, reading with { RequireEpoch = true }).Epoch!.Value)).OrderBy(file => file.Epoch).ToList();
            foreach (var (earlier, later) in files.Zip(files.Skip(1)).Where(pair => pair.First.Epoch == pair.Second.Epoch))
            {
                throw new InvalidInputException(
                    Path.GetFileName(later.Path), "same-date-twice", $"{later.Epoch}, as '{Path.GetFileName(earlier.Path)}' has", "one DEM per date", "Leave one of the two out.");
            }

            var fixedDem = DemReader.Read(still ?? files[^1].Path, reading);
            var known = (parsed.GetValue(outlines) ?? []).Select(text => (Text: text, Dated: DatedOutline.Read("--outline", text, fixedDem.Grid)))
                .Select(given => new KnownIce(given.Dated.Epoch ?? files[^1].Epoch, IceArgument.Mask(given.Text, given.Dated.Outline, fixedDem.Grid)))
                .ToList();
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), NamesOf(files), still is null ? paths : [.. paths, still]);
            var (recession, written) = LongWork.Run(
                "comparing", progress => Compare(files, fixedDem, known, !parsed.GetValue(keep), heaviness, reading, folder, progress));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(recession.ToJson());
                return ExitCode.Done;
            }

            var all = recession.Overall;
            Report.Write(false, recession,
            [
                ("period", $"{all.From} to {all.To}, {Report.Number(all.Years, 1)} years"),
                ("area", $"{Report.Number(recession.Epochs[0].Area)} → {Report.Number(recession.Epochs[^1].Area)} km²"),
                ("elevation change", $"{Report.Number(all.MeanDhdt)} ± {Report.Number(all.MeanDhdtUncertainty)} m a year"),
                ("volume change", $"{Report.Number(all.VolumeChange, 4)} ± {Report.Number(all.VolumeChangeUncertainty, 4)} km³"),
                ("mass balance", $"{Report.Number(all.MassBalance)} ± {Report.Number(all.MassBalanceUncertainty)} m water equivalent a year"),
                ("terminus retreat", all.TerminusRetreat is { } metres ? $"{Report.Number(metres, 0)} m" : "not found"),
                ("quality", string.Join("; ", recession.QualityFlags.Prepend(recession.Quality))),
                ("files", string.Join(", ", written.Select(Path.GetFileName))),
            ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> NamesOf(List<(string Path, Epoch Epoch)> files) =>
    [
        RecessionName, ProfilesName, .. files.Zip(files.Skip(1)).Append((files[0], files[^1])).Select(pair => MapName(pair.Item1.Epoch, pair.Item2.Epoch)).Distinct(),
    ];

    private static string MapName(Epoch earlier, Epoch later) => $"dh_{earlier}_{later}.tif";

    private static (Recession Recession, IReadOnlyList<string> Written) Compare(
        List<(string Path, Epoch Epoch)> files, Raster reference, List<KnownIce> known, bool align, double density, DemReadOptions reading, string folder, IProgress<double> progress)
    {
        // alignment needs ground that is ice at no time: the largest extent known
        var everIce = new bool[reference.Values.Length];
        foreach (var mask in known)
        {
            for (var i = 0; i < everIce.Length; i++)
            {
                everIce[i] |= mask.Ice[i];
            }
        }

        var surveys = new List<(Epoch Epoch, Raster Dem)>();
        var ground = new Dictionary<Epoch, (DifferenceStatistics Statistics, bool Aligned)>();
        foreach (var (path, epoch) in files)
        {
            var dem = DemArgument.ReadOnto(path, reference.Grid, reading);
            if (align)
            {
                var result = NuthKaab.Align(reference, dem, StableGround.Mask(reference, dem, everIce));
                ground[epoch] = (result.After, result.Improved || result.Before.Nmad == 0);
                dem = result.Aligned;
            }

            surveys.Add((epoch, dem));
            progress.Report(0.7 * surveys.Count / files.Count);
        }

        var series = IceExtent.Series(surveys, known)
            .Select(survey => ground.TryGetValue(survey.Epoch, out var found) ? survey with { StableGround = found.Statistics, Coregistered = found.Aligned } : survey)
            .ToList();
        var options = new RecessionOptions(Density: density);
        var recession = RecessionAnalysis.Compute(series, options);
        progress.Report(0.9);
        List<string> written = [Path.Combine(folder, RecessionName), Path.Combine(folder, ProfilesName)];
        File.WriteAllText(written[0], recession.ToJson() + "\n");
        ProfileTable.WriteCsv(written[1], RecessionAnalysis.CentreLineOf(series, options), series);
        foreach (var (earlier, later) in series.Zip(series.Skip(1)).Append((series[0], series[^1])).Distinct())
        {
            var path = Path.Combine(folder, MapName(earlier.Epoch, later.Epoch));
            Cog.Write(path, RecessionAnalysis.DhdtMap(earlier, later), later.Epoch);
            written.Add(path);
        }

        return (recession, written);
    }
}
