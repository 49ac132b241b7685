using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier change DEM DEM…</c>: elevation, area, volume and mass change between dated DEMs, with uncertainty.</summary>
internal static class ChangeCommand
{
    public static Command Create()
    {
        var dems = new Argument<FileInfo[]>("DEM") { Description = "Two or more dated DEMs of one glacier.", Arity = new ArgumentArity(2, 1000) };
        var outlines = new Option<string[]>("--outline")
        {
            Description = "Outline, once per date: GeoPackage, GeoJSON, shapefile or 0/1 raster. The date is in its name or follows an @. Without any, ice is found from the elevation change.",
            HelpName = "VECTOR[@DATE]",
            AllowMultipleArgumentsPerToken = true,
        };
        var reference = new Option<FileInfo?>("--reference") { Description = "DEM that gives the grid and that the others are aligned to. Default: the latest.", HelpName = "DEM" };
        var keep = new Option<bool>("--no-align") { Description = "Trust the DEMs' registration." };
        var density = new Option<double>("--density") { Description = "Density of the volume change in kg/m³ (Huss 2013).", DefaultValueFactory = _ => 850 };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("change", "Elevation change, area, volume, geodetic mass balance and terminus retreat between dated DEMs, with uncertainty.")
        {
            dems, outlines, reference, keep, density, output, json,
        };
        command.SetAction(parsed =>
        {
            var files = parsed.GetRequiredValue(dems).Select(CommonOptions.Existing).Select(path => (Path: path, Epoch: EpochOf(path))).OrderBy(file => file.Epoch).ToList();
            if (files.GroupBy(file => file.Epoch).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new UsageException($"two DEMs of {twice.Key}: {string.Join(", ", twice.Select(file => Path.GetFileName(file.Path)))}");
            }

            var fixedDem = DemReader.Read(parsed.GetValue(reference) is { } file ? CommonOptions.Existing(file) : files[^1].Path);
            var known = (parsed.GetValue(outlines) ?? []).Select(text => DatedOutline.Read("--outline", text, fixedDem.Grid))
                .Select(dated => new KnownIce(dated.Epoch ?? files[^1].Epoch, OutlineMask.Rasterize(dated.Outline, fixedDem.Grid)))
                .ToList();
            var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output)).FullName;
            var (recession, written) = LongWork.Run("comparing", progress => Compare(files, fixedDem, known, !parsed.GetValue(keep), parsed.GetValue(density), folder, progress));
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

    private static Epoch EpochOf(string path) => DemReader.Inspect(path).Epoch
        ?? throw new UsageException($"{Path.GetFileName(path)}: no date; put it into the name, as in glacier_2018-09-13.tif");

    private static (Recession Recession, IReadOnlyList<string> Written) Compare(
        List<(string Path, Epoch Epoch)> files, Raster reference, List<KnownIce> known, bool align, double density, string folder, IProgress<double> progress)
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
            var dem = DemReader.ReadOnto(path, reference.Grid);
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
        List<string> written = [Path.Combine(folder, "recession.json"), Path.Combine(folder, "profiles.csv")];
        File.WriteAllText(written[0], recession.ToJson() + "\n");
        ProfileTable.WriteCsv(written[1], RecessionAnalysis.CentreLineOf(series, options), series);
        foreach (var (earlier, later) in series.Zip(series.Skip(1)).Append((series[0], series[^1])).Distinct())
        {
            var path = Path.Combine(folder, $"dh_{earlier.Epoch}_{later.Epoch}.tif");
            Cog.Write(path, RecessionAnalysis.DhdtMap(earlier, later), later.Epoch);
            written.Add(path);
        }

        return (recession, written);
    }
}
