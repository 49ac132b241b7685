using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Glacier.Cli.Local;
using Glacier.Cli.Output;
using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Simulation;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier demo</c>: the main job from start to end on this machine.</summary>
internal static class DemoCommand
{
    private static readonly string[] _highlights = ["index.html", ".mp4", ".glb", ".gif", "recession.json", "profiles.csv", "outlines.gpkg", "outlines.geojson", "collection.json", "velocity/velocity.tif", "velocity/velocity.nc", "velocity/velocity.png", "velocity/velocity.json"];

    public static Command Create()
    {
        var dems = new Option<string?>("--dems") { Description = "Folder of dated DEMs (and outlines, glacier.json). Without it a glacier is simulated.", HelpName = "DIR" };
        var scenes = new Option<string?>("--scenes") { Description = "Folder of dated satellite images (and an outline or a mask picture, stakes.csv, glacier.json) for velocities; alone or beside --dems.", HelpName = "DIR" };
        var pixelSize = new Option<double?>("--pixel-size") { Description = "Metres per pixel of images without a place. A glacier.json in the folder says so itself.", HelpName = "M" };
        var name = new Option<string?>("--name") { Description = "The glacier's name. Default: the folder's, or 'simulated'." };
        var styles = new Option<string>("--styles") { Description = "Styles of the pictures and films: survey, photo, photo3d. A glacier.json in the folder says so itself.", HelpName = "STYLE[,STYLE]", DefaultValueFactory = _ => "survey" };
        var fly = new Option<string?>("--fly") { Description = $"Fly over the glacier, too, while the years pass, and make 3D models: {string.Join(", ", FlightPlanner.Names)}. A glacier.json in the folder says so itself.", HelpName = "PATH" };
        fly.AcceptOnlyFromAmong([.. FlightPlanner.Names]);
        var keep = new Option<bool>("--keep") { Description = "Leave everything running; stop it with ./glacier down." };
        var port = new Option<int>("--port") { Description = "Port of the Functions app; the gallery takes the next.", DefaultValueFactory = _ => 7071 };
        var patience = new Option<int>("--timeout") { Description = "Give up after so many seconds.", DefaultValueFactory = _ => 1800 };
        var json = CommonOptions.Json();
        var command = new Command("demo", "Start everything, drop a series of DEMs or satellite images, watch it become a film, velocities and a page.") { dems, scenes, pixelSize, name, styles, fly, keep, port, patience, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var watch = Stopwatch.StartNew();
            var folder = LocalStackState.DemoFolder;
            if (LocalStackState.Read(folder) is { } running)
            {
                throw new InvalidOperationException($"a demo is still running (gallery {running.Gallery}); stop it with ./glacier down");
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            var (source, images) = (parsed.GetValue(dems), parsed.GetValue(scenes));
            var glacier = GlacierId.Parse(parsed.GetValue(name) ?? NameOf(source ?? images));
            var wanted = StylesOf(parsed.GetRequiredValue(styles));
            var series = Inputs(source, images);
            var pixel = parsed.GetValue(pixelSize);
            var way = parsed.GetValue(fly);
            if (series?.Has(BlobNames.SettingsFile) == true && (pixel is not null || way is not null || parsed.GetResult(styles) is { Implicit: false }))
            {
                var (option, member) = pixel is not null ? ("--pixel-size", "\"scenes\": {\"pixelSize\": …}") : way is not null ? ("--fly", "\"flights\": [{\"name\": …, \"path\": …}]") : ("--styles", "\"styles\"");
                throw new UsageException($"{option}: the folder has a glacier.json; write {member} there");
            }

            if (pixel is not null and not (> 0 and < 1e5))
            {
                throw new UsageException(FormattableString.Invariant($"--pixel-size: found {pixel}; expected a positive number of metres"));
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(patience)));

            Console.Error.WriteLine("glacier: starting storage emulator, Functions app, renderer and gallery");
            var starting = BackgroundStack.StartAsync(folder, parsed.GetValue(port), limit.Token);
            series = series is null ? Simulate(folder, wanted, way) : WithSettings(series, wanted, pixel, way, folder);
            var state = await starting;
            try
            {
                var storage = StorageConnection.ByConnectionString(state.ConnectionString);
                foreach (var (path, why) in series.LeftAlone)
                {
                    Console.Error.WriteLine($"glacier: left alone: {Path.GetFileName(path)} ({why})");
                }

                // settings and outlines before what they are for
                foreach (var (path, container) in series.Files.OrderBy(file => Path.GetFileName(file.Path) != BlobNames.SettingsFile && file.Container != Containers.Outlines))
                {
                    await DroppedFiles.UploadAsync(storage, container, glacier, path, limit.Token);
                    Console.Error.WriteLine($"glacier: dropped {container}/{glacier}/{Path.GetFileName(path)}");
                }

                var stores = new BlobStores(storage);
                var status = await LiveStatus.UntilEndedAsync(stores, glacier, images is null || source is not null, images is not null, limit.Token);
                var target = Path.Combine(folder, "products", glacier.Value);
                await PulledProducts.CopyAsync(storage, glacier, target, limit.Token);
                var quarantined = await QuarantineRecords.ListAsync(stores, glacier.Value, limit.Token);
                Tell(parsed.GetValue(json), parsed.GetValue(keep), state, glacier, status, quarantined, target, watch.Elapsed.TotalSeconds);
                return status.Phase == "failed" || status.Failures.Count > 0 ? ExitCode.Failed : quarantined.Count > 0 ? ExitCode.SomeQuarantined : ExitCode.Done;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new InvalidOperationException($"not done after {parsed.GetValue(patience)} s; logs are in {Path.Combine(folder, "logs")}");
            }
            finally
            {
                if (!parsed.GetValue(keep))
                {
                    await BackgroundStack.StopAsync(state.ProcessId, CancellationToken.None);
                }
            }
        });
        return command;
    }

    private static string NameOf(string? folder)
    {
        if (folder is null)
        {
            return "simulated";
        }

        var name = new DirectoryInfo(Path.GetFullPath(folder)).Name;
        return GlacierId.TryParse(name, out _) ? name : "glacier";
    }

    private static string[] StylesOf(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.All(RenderStep.Styles.ContainsKey) && names.Distinct().Count() == names.Length
            ? names
            : throw new UsageException($"--styles: found '{text}'; expected one or more of {string.Join(", ", RenderStep.Styles.Keys)}");
    }

    private static InputFolder? Inputs(string? dems, string? scenes)
    {
        var elevations = dems is null ? null : DemFolder.Read(Path.GetFullPath(dems));
        var images = scenes is null ? null : SceneFolder.Read(Path.GetFullPath(scenes));
        if (elevations?.Has(BlobNames.SettingsFile) == true && images?.Has(BlobNames.SettingsFile) == true)
        {
            throw new UsageException("--scenes: both folders have a glacier.json; keep one for the glacier");
        }

        return elevations is null || images is null ? elevations ?? images : elevations.And(images);
    }

    private static InputFolder WithSettings(InputFolder inputs, string[] styles, double? pixelSize, string? fly, string folder)
    {
        if (inputs.Has(BlobNames.SettingsFile) || (styles is ["survey"] && pixelSize is null && fly is null))
        {
            return inputs;
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, BlobNames.SettingsFile);
        File.WriteAllText(path, JsonSerializer.Serialize(new { styles, scenes = new { pixelSize }, flights = Flights(fly) }));
        return inputs with { Files = [.. inputs.Files, (path, Containers.Dems)] };
    }

    private static InputFolder Simulate(string folder, string[] styles, string? fly)
    {
        var place = Path.Combine(folder, "simulated");
        Console.Error.WriteLine("glacier: simulating a glacier, 1950 to 2020");
        SimulationWriter.Write(GlacierSimulation.Run(new SimulationOptions(YearRange.Parse("1950..2020:10"))), place);
        var dems = Path.Combine(place, "dems");
        var settings = new { name = "Simulated glacier", attribution = "Elevation models: simulated, no real place", styles, flights = Flights(fly) };
        File.WriteAllText(Path.Combine(dems, BlobNames.SettingsFile), JsonSerializer.Serialize(settings));
        return DemFolder.Read(dems);
    }

    // short and small: a demo is watched while it is made
    private static object[] Flights(string? path) => path is null ? [] : [new { name = path, path, frames = 96, size = (int[])[640, 360] }];

    private static void Tell(
        bool asJson, bool kept, LocalStackState state, GlacierId glacier, GlacierStatus status, IReadOnlyList<QuarantineReason> quarantined, string folder, double seconds)
    {
        var page = kept ? $"{state.Gallery}{glacier}/index.html" : new Uri(Path.Combine(folder, "index.html")).AbsoluteUri;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (asJson)
        {
            Report.Write(true, new { glacier = glacier.Value, seconds, status, quarantined, gallery = page, folder, products = files.Select(file => Path.GetRelativePath(folder, file)) }, []);
            return;
        }

        var shown = files.Where(file => _highlights.Any(end => file.EndsWith(end, StringComparison.Ordinal)))
            .Select(file => (Path.GetRelativePath(folder, file), $"{Report.Number(new FileInfo(file).Length / 1e3, 0)} kB"));
        var pictures = files.Count(file => Path.GetFileName(file) == "view.png");
        var rasters = files.Count(file => file.EndsWith(".tif", StringComparison.Ordinal));
        Report.Write(false, status, StatusCommand.Rows(glacier, status, quarantined)
            .Concat(shown)
            .Concat(pictures == 0 ? [] : [("views", $"{pictures} pictures, one eye for all years")])
            .Append(("rasters", $"{rasters} cloud-optimised GeoTIFFs"))
            .Append(("folder", Report.FileName(folder)))
            .Append(("gallery", page))
            .Append(("took", $"{Report.Number(seconds, 1)} s")));
    }
}
