using System.CommandLine;
using System.Globalization;
using Glacier.Cli.Output;
using Glacier.Pipeline.Catalog;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Onnx;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Products;
using Glacier.Vision.Outlines.Scenes;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier outline SCENE</c>: where the ice is and how sure that is; <c>glacier outline --evaluate TILES</c>: how good the methods are.</summary>
internal static class OutlineCommand
{
    public static Command Create()
    {
        var scene = new Argument<FileInfo?>("SCENE") { Description = "Optical satellite image: blue, green, red, near infrared and, where it has them, short-wave infrared bands.", Arity = ArgumentArity.ZeroOrOne };
        var dem = new Option<FileInfo?>("--dem") { Description = "Elevations of the place: divides between glaciers, elevations and slopes of each.", HelpName = "DEM" };
        var sar = new Option<FileInfo?>("--sar") { Description = "Radar on the scene's grid: co- and cross-polarised backscatter in dB, coherence.", HelpName = "SAR" };
        var bands = new Option<string?>("--bands") { Description = "Names of the scene's bands in order, - for one to skip. Default: the file's own names.", HelpName = "B2,B3,B4,B8" };
        var method = new Option<string?>("--method")
        {
            Description = $"{string.Join(" or ", OutlineMethods.Names)}. Default: the network where it is at hand, else the ratio. With --evaluate several, side by side.",
            HelpName = "NAME",
        };
        var date = new Option<string?>("--date") { Description = "Day of the scene where its name does not say.", HelpName = "YYYY-MM-DD" };
        var smallest = new Option<double>("--min-area") { Description = "Square kilometres below which ice is left out.", HelpName = "KM2", DefaultValueFactory = _ => 0.01 };
        var turned = new Option<bool>("--tta") { Description = "Network: mean over the eight turns of every window (eight times the work)." };
        var dropout = new Option<int>("--dropout-runs") { Description = "Network: mean over so many runs with a tenth of its features left out.", HelpName = "N" };
        var evaluate = new Option<DirectoryInfo?>("--evaluate") { Description = "Instead of a scene: measure the methods on a folder of images/*.tif and masks/*.tif.", HelpName = "TILES" };
        var part = new Option<string>("--part") { Description = "Tiles to measure on: test, validation, train or all.", HelpName = "PART", DefaultValueFactory = _ => "test" };
        var within = new Option<string?>("--within")
        {
            Description = $"With --evaluate: the ground that the masks speak of; what lies outside is not scored. {string.Join(", ", ReferenceArea.Bundled)}, or a file of polygons.",
            HelpName = "AREA",
        };
        var calibrate = new Option<string?>("--calibrate") { Description = "With --evaluate: fit the calibration on these tiles and write it into this model card, or as knots into a new file.", HelpName = "CARD" };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("outline", "Glacier outlines from a satellite image: polygons with attributes, probability, confidence, mask, picture and figures.")
        {
            scene, dem, sar, bands, method, date, smallest, turned, dropout, evaluate, part, within, calibrate, output, json,
        };
        command.SetAction(parsed =>
        {
            using var catalogue = ModelCatalogue.OfProgram();
            var asked = parsed.GetValue(method);
            OutlineMethod Method(string? name) => name is null || OutlineMethods.Names.Contains(name)
                ? OutlineMethods.Of(name, catalogue, parsed.GetValue(turned), parsed.GetValue(dropout))
                : throw new UsageException($"--method: found '{name}'; expected {string.Join(" or ", OutlineMethods.Names)}");
            if (parsed.GetValue(evaluate) is { } tiles)
            {
                if (parsed.GetValue(scene) is not null)
                {
                    throw new UsageException("--evaluate: measures on tiles; leave SCENE out");
                }

                var names = asked?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    ?? (catalogue.IsAtHand(Glavitu.Name) ? [BandRatio.Name, Glavitu.Name] : new[] { BandRatio.Name });
                return OutlineMeasurement.Run(tiles, [.. names.Select(Method)], parsed.GetValue(part)!, parsed.GetValue(within), parsed.GetValue(calibrate), parsed.GetRequiredValue(output), parsed.GetValue(json));
            }

            var path = CommonOptions.Existing("SCENE", parsed.GetValue(scene) ?? throw new UsageException("SCENE: none given; expected a satellite image, or --evaluate TILES"));
            var elevations = parsed.GetValue(dem) is { } file ? CommonOptions.Existing("--dem", file) : null;
            var radar = parsed.GetValue(sar) is { } image ? CommonOptions.Existing("--sar", image) : null;
            var least = parsed.GetValue(smallest) is >= 0 and < 1e6 and var area ? area : throw new UsageException("--min-area: expected square kilometres, 0 or more");
            var epoch = parsed.GetValue(date) is { } day ? Date(day) : (Epoch?)null;
            var used = Method(asked);
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), OutlineFiles.Names, new[] { path, elevations, radar }.OfType<string>());
            using var opened = OutlineScene.Open(path, parsed.GetValue(bands)?.Split(','), elevations, radar);
            var suited = asked is null ? OutlineMethods.Suited(used, opened.Grid.Transform.PixelWidth) : used;
            if (suited.Name != used.Name)
            {
                Console.Error.WriteLine(FormattableString.Invariant($"glacier: warning: {opened.File}: pixels of {opened.Grid.Transform.PixelWidth:0.#} m are too coarse for the network; mapped by {suited.Name} (--method {used.Name} insists)"));
            }

            var product = LongWork.Run("mapping ice", progress => OutlineProduct.Of(opened, suited, new OutlineOptions(SmallestGlacier: least), epoch: epoch, progress: progress));
            var files = OutlineFiles.Write(folder, product, opened).ToList();
            if (product.Epoch is not null)
            {
                OutlineStac.Write(folder, product, files);
                files.Add(Path.Combine(folder, "stac"));
            }
            else
            {
                product = product with { Warnings = [.. product.Warnings, $"{opened.File}: no date in the name: src_date is empty and no STAC item was written; --date states it"] };
            }

            foreach (var warning in product.Warnings)
            {
                Console.Error.WriteLine("glacier: warning: " + warning);
            }

            Tell(parsed.GetValue(json), product, files);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(bool asJson, OutlineProduct product, IReadOnlyList<string> files)
    {
        if (asJson)
        {
            Console.Out.WriteLine(OutlineReport.Json(product));
            return;
        }

        Report.Write(false, product,
        [
            ("method", $"{product.Method} ({product.Version}), {Report.Number(product.Seconds, 1)} s"),
            ("ice", product.Glaciers.Count == 0 ? "none" : $"{Report.Number(product.AreaKm2, 3)} ± {Report.Number(product.AreaError, 3)} km² in {product.Glaciers.Count} {(product.Glaciers.Count == 1 ? "outline" : "outlines")}"),
            .. product.Glaciers.Take(5).Select(glacier => ((string)glacier.Attributes["rgi_id"], $"{Report.Number((double)glacier.Attributes["area_km2"], 3)} km², confidence {Report.Number((double)glacier.Attributes["confidence_mean"])}")),
            ("known", $"{Report.Number(100 * product.Known, 1)} % of the scene"),
            ("files", string.Join(", ", files.Select(Path.GetFileName))),
        ]);
    }

    private static Epoch Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? new Epoch(date) : throw new UsageException($"--date: found '{text}'; expected a day, such as 2017-08-19");
}
