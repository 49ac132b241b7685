using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain.Change;
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
            Description = DemSeries.OutlineHelp,
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
            var files = DemSeries.Dated(paths, reading);
            var fixedDem = DemReader.Read(still ?? files[^1].Path, reading);
            var known = DemSeries.Outlines(parsed.GetValue(outlines) ?? [], fixedDem.Grid, files[^1].Epoch);
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

    private static IEnumerable<string> NamesOf(IReadOnlyList<(string Path, Epoch Epoch)> files) =>
    [
        RecessionName, ProfilesName, .. files.Zip(files.Skip(1)).Append((files[0], files[^1])).Select(pair => MapName(pair.Item1.Epoch, pair.Item2.Epoch)).Distinct(),
    ];

    private static string MapName(Epoch earlier, Epoch later) => $"dh_{earlier}_{later}.tif";

    private static (Recession Recession, IReadOnlyList<string> Written) Compare(
        IReadOnlyList<(string Path, Epoch Epoch)> files, Raster reference, IReadOnlyList<KnownIce> known, bool align, double density, DemReadOptions reading, string folder, IProgress<double> progress)
    {
        var series = DemSeries.Read(files, reference, known, align, reading, part => progress.Report(0.7 * part));
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
