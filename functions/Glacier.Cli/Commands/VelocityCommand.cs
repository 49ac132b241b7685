using System.CommandLine;
using System.Globalization;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Masks;
using Glacier.Vision.Velocity.Prefilters;
using Glacier.Vision.Velocity.Products;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier velocity A B</c> or <c>glacier velocity FOLDER</c>: ice flow between satellite images.</summary>
internal static class VelocityCommand
{
    private static readonly string[] s_images = [".tif", ".tiff", ".jp2", ".jpg", ".jpeg", ".png", ".img"];

    public static Command Create()
    {
        var inputs = new Argument<string[]>("SCENE") { Description = "Two dated satellite images, the earlier first, or one folder of them: all pairs within the baseline window.", Arity = new ArgumentArity(1, 2) };
        var outline = new Option<FileInfo?>("--outline") { Description = "Ice: GeoPackage, GeoJSON, shapefile, 0/1 raster, or a mask picture of the images' size (white is ice).", HelpName = "VECTOR" };
        var method = new Option<string[]>("--method")
        {
            Description = $"Flow method: {string.Join(", ", FlowMethods.Names)}. Of several the first makes the maps; figures, profile and stakes are of all.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [FlowMethods.Best],
        };
        var dates = new Option<string?>("--dates") { Description = "Days of both images where their names do not say.", HelpName = "D1,D2" };
        var pixelSize = new Option<double?>("--pixel-size") { Description = "Metres per pixel of images without a place.", HelpName = "M" };
        var band = new Option<int?>("--band") { Description = "Band to use, from 1. Default: near infrared.", HelpName = "N" };
        var filter = new Option<Prefilter>("--filter") { Description = "What is done to the images first: none, contrast, sobel, clahe, orientation.", DefaultValueFactory = _ => Prefilter.Sobel };
        var fastest = new Option<double>("--max-speed") { Description = "Greatest speed looked for, m/yr.", DefaultValueFactory = _ => 2500 };
        var baseline = new Option<string>("--baseline") { Description = "Least and most days between the images of a pair, for a folder.", HelpName = "MIN,MAX", DefaultValueFactory = _ => "10,120" };
        var line = new Option<string?>("--line") { Description = "Line of the profile in map coordinates. Default: the flow line down the middle.", HelpName = "X0,Y0,X1,Y1[,…]" };
        var stakes = new Option<FileInfo?>("--stakes") { Description = "CSV of measured velocities: name, x, y (or lon, lat), v (or vx, vy) in m/yr.", HelpName = "CSV" };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("velocity", "Ice surface velocity between satellite images: GeoTIFF, NetCDF, picture, profile and figures.")
        {
            inputs, outline, method, dates, pixelSize, band, filter, fastest, baseline, line, stakes, output, json,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(inputs);
            var isFolder = given.Length == 1;
            var paths = isFolder ? Images(given[0]) : [.. given.Select(path => CommonOptions.Existing("SCENE", new FileInfo(path)))];
            var ice = parsed.GetValue(outline) is { } file ? CommonOptions.Existing("--outline", file) : null;
            paths = [.. paths.Where(path => path != ice)];
            var methods = Methods(parsed.GetValue(method)!);
            var days = Dates(parsed.GetValue(dates), isFolder);
            var size = Positive("--pixel-size", parsed.GetValue(pixelSize));
            var options = new VelocityOptions(parsed.GetValue(filter), Positive("--max-speed", parsed.GetValue(fastest))!.Value);
            var along = parsed.GetValue(line) is { } text ? PointArgument.Line("--line", text) : null;
            var table = parsed.GetValue(stakes) is { } csv ? CommonOptions.Existing("--stakes", csv) : null;
            var window = Window(parsed.GetValue(baseline)!);
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), VelocityFiles.Names.Append(VelocityFiles.StakesName), [.. paths, .. Given(ice), .. Given(table)]);
            Scene Read(int k) => SceneReader.Read(paths[k], days?[k], size, parsed.GetValue(band));
            var series = LongWork.Run("tracking", progress => isFolder
                ? VelocitySeries.OfMany(
                    [.. paths.Select((path, k) => (Path.GetFileName(path), DayOf(path), (Func<Scene>)(() => Read(k))))],
                    ice is null ? null : grid => IceMask.Read(ice, grid), methods, options, window, pair => WritePair(folder, pair), progress)
                : Pair(Read(0), Read(1), ice, methods, options));
            var written = VelocityFiles.Write(folder, series, along, table is null ? null : StakeTable.Read(table, series.Background.Grid));
            foreach (var warning in series.Warnings)
            {
                Console.Error.WriteLine("glacier: warning: " + warning);
            }

            Tell(parsed.GetValue(json), series, written);
            return series.Skipped.Count > 0 ? ExitCode.SomeQuarantined : ExitCode.Done;
        });
        return command;
    }

    private static VelocitySeries Pair(Scene first, Scene second, string? outline, IReadOnlyList<string> methods, VelocityOptions options)
    {
        var pair = ScenePair.Of(first, second);
        return VelocitySeries.OfPair(pair, outline is null ? null : IceMask.Read(outline, pair.First.Band.Grid), methods, options);
    }

    private static void WritePair(string folder, PairVelocity pair)
    {
        var pairs = Directory.CreateDirectory(Path.Combine(folder, "pairs")).FullName;
        var name = string.Create(CultureInfo.InvariantCulture, $"velocity_{pair.First:yyyy-MM-dd}_{pair.Second:yyyy-MM-dd}.tif");
        VelocityCog.Write(Path.Combine(pairs, name), pair.Map, new Dictionary<string, string> { ["method"] = pair.Method });
    }

    private static void Tell(bool asJson, VelocitySeries series, IReadOnlyList<string> written)
    {
        if (asJson)
        {
            Console.Out.WriteLine(VelocityReport.Json(series));
            return;
        }

        var rows = new List<(string, string)>();
        foreach (var found in series.Methods)
        {
            var speeds = found.Map.V.Where(float.IsFinite).Order().ToArray();
            var middle = speeds.Length == 0 ? double.NaN : speeds[speeds.Length / 2];
            var shift = found.Pairs[0].Shift;
            rows.Add((found.Method, $"median {Report.Number(middle, 0)} m/yr ({Report.Number(middle / 365.2425)} m/day) on {speeds.Length} pixels, {found.Pairs.Count} pairs, {Report.Number(found.Pairs.Sum(pair => pair.Seconds), 1)} s"));
            rows.Add(("stable ground", shift.Applied
                ? $"shift {Report.Number(shift.X)}, {Report.Number(shift.Y)} px removed, NMAD {Report.Number(shift.ErrorX)}, {Report.Number(shift.ErrorY)} px on {shift.Count} pixels{(found.Pairs.Count > 1 ? " (first pair)" : "")}"
                : $"{shift.Count} pixels: too few to correct a shift; errors are assumed"));
        }

        rows.AddRange(series.Skipped.Select(skipped => ("left out", $"{skipped.File}: {skipped.Rule}: found {skipped.Found}")));
        rows.Add(("files", string.Join(", ", written.Select(Path.GetFileName))));
        Report.Write(false, series, rows);
    }

    private static string[] Images(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException(File.Exists(folder) ? $"SCENE: {folder} is one file; expected two scenes or a folder" : $"SCENE: {folder}: no such folder");
        }

        var images = Directory.EnumerateFiles(Path.GetFullPath(folder)).Where(path => s_images.Contains(Path.GetExtension(path).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray();
        return images.Length >= 2 ? images : throw new UsageException($"SCENE: {folder} holds {images.Length} images; expected at least two");
    }

    private static string[] Methods(string[] names)
    {
        var asked = names.SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToArray();
        var unknown = asked.FirstOrDefault(name => !FlowMethods.Names.Contains(name));
        return unknown is null && asked.Length > 0 ? asked : throw new UsageException($"--method: found '{unknown}'; expected {string.Join(" or ", FlowMethods.Names)}");
    }

    private static DateOnly[]? Dates(string? text, bool isFolder)
    {
        if (text is null)
        {
            return null;
        }

        if (isFolder)
        {
            throw new UsageException("--dates: a folder's scenes carry their dates in their names");
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var second)
            ? [first, second] : throw new UsageException($"--dates: found '{text}'; expected two days, such as 2020-02-07,2020-02-20");
    }

    private static (int Least, int Most) Window(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            && least >= 1 && most >= least ? (least, most) : throw new UsageException($"--baseline: found '{text}'; expected least and most days, such as 10,120");
    }

    private static double? Positive(string option, double? value) =>
        value is null or (> 0 and < 1e6) ? value : throw new UsageException(FormattableString.Invariant($"{option}: found {value}; expected a positive number"));

    private static DateOnly? DayOf(string path) => EpochOfName.TryParse(path, out var epoch) && !epoch.YearOnly ? epoch.Date : null;

    private static IEnumerable<string> Given(string? path) => path is null ? [] : [path];
}
