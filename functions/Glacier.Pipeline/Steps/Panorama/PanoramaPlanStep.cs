using System.Text.Json;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Change;
using Glacier.Vision.Panorama;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>Work that a plan asks for.</summary>
/// <param name="Illuminations">Lights to make the panorama in; empty: none.</param>
/// <param name="Frames">Frames to fly; 0: none.</param>
public sealed record PanoramaWork(IReadOnlyList<string> Illuminations, int Frames);

/// <summary>Chooses where one stands and which way one flies: <see cref="PanoramaPlan.FileName"/>. A place or way that cannot be is a reason in the plan, and costs only itself.</summary>
public static class PanoramaPlanStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "panorama-plan";

    private const int Version = 1;

    // of the way up the ice: behind the terminus, where the tongue is still wide
    private const double UpTheIce = 1.0 / 3;

    // of the way on either side that the bearing is taken over
    private const double Around = 0.06;

    /// <summary>Cuts the tile and writes the plan.</summary>
    /// <returns>What is to be made; nothing where the glacier lacks DEMs or scenes, or its settings ask for none.</returns>
    public static async Task<PanoramaWork> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        if (await PanoramaTileStep.RunAsync(bench, glacier, cancellation) is not { } tile)
        {
            return new([], 0);
        }

        var settings = await bench.SettingsAsync(glacier, cancellation);
        var cut = await bench.ManifestAsync(glacier, PanoramaTileStep.Step, cancellation);
        await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, [cut.Key], new { settings.Panorama, settings.Size }),
            async folder =>
            {
                var plan = new PanoramaPlan(tile.Survey, tile.Scene, tile.File, tile.Grid, null, [], null, [], 1, 2, tile.Warnings, tile.Refused);
                plan = tile.Scene is null ? plan : await MakeAsync(bench, glacier, plan, settings, cancellation);
                await File.WriteAllTextAsync(folder.File(PanoramaPlan.FileName), JsonSerializer.Serialize(plan, PipelineJson.Indented), cancellation);
            },
            cancellation);
        var made = await ReadAsync(bench, glacier, cancellation);
        return new(made.Camera is null ? [] : [.. made.Illuminations.Select(light => light.Name)], made.Frames.Count);
    }

    /// <summary>The plan as it was last made.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static Task<PanoramaPlan> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default) =>
        bench.ReadProductAsync<PanoramaPlan>(glacier, PanoramaPlan.FileName, cancellation);

    /// <summary>The ground that a plan's pictures show.</summary>
    internal static async Task<PanoramaScene> SceneAsync(Workbench bench, GlacierId glacier, string tile, string dem, CancellationToken cancellation)
    {
        using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, tile), cancellation);
        return new PanoramaScene(TilePicture.Read(file.Path), await bench.ReadRasterAsync(glacier, dem, cancellation));
    }

    private static async Task<PanoramaPlan> MakeAsync(Workbench bench, GlacierId glacier, PanoramaPlan plan, GlacierSettings settings, CancellationToken cancellation)
    {
        var wishes = settings.Panorama;
        PanoramaScene scene;
        try
        {
            scene = await SceneAsync(bench, glacier, PanoramaTile.Picture, CoregisterStep.Dem(plan.Survey), cancellation);
        }
        catch (InvalidInputException broken)
        {
            return plan with { Refused = [.. plan.Refused, SkippedInput.Of(broken)] };
        }

        var ice = await bench.ReadMaskAsync(glacier, OutlineStep.Ice(plan.Survey), scene.Dem.Grid, cancellation);
        var natural = Natural(scene, ice);
        plan = plan with { Illuminations = [.. wishes.Illuminations.Select(name => Illumination.Named(name, scene.Tile.Latitude, scene.Tile.MapNorthDegrees))] };
        try
        {
            plan = plan with { Camera = Stand(scene, natural, wishes) };
        }
        catch (InvalidInputException broken)
        {
            plan = plan with { Refused = [.. plan.Refused, SkippedInput.Of(broken)] };
        }

        try
        {
            return wishes.Frames == 0 ? plan : Fly(plan, scene, ice, natural, settings);
        }
        catch (InvalidInputException broken)
        {
            return plan with { Refused = [.. plan.Refused, SkippedInput.Of(broken)] };
        }
    }

    // up the ice, or up the slope where no ice can be followed
    private static FlightPath Natural(PanoramaScene scene, bool[] ice)
    {
        try
        {
            return FlightPath.Of("centre", scene, ice);
        }
        catch (InvalidInputException without) when (without.Rule == "no-ice")
        {
            return FlightPath.Of("straight", scene);
        }
    }

    private static PanoramaCamera Stand(PanoramaScene scene, FlightPath up, PanoramaSettings wishes)
    {
        var line = CentreLine.Resample(up.Points, scene.Tile.Grid.Transform.PixelWidth);
        var (x, y) = wishes.At is [var atX, var atY] ? (atX, atY) : line.At(UpTheIce * line.Length);
        var from = line.At((UpTheIce - Around) * line.Length);
        var to = line.At((UpTheIce + Around) * line.Length);
        var heading = Math.Atan2(to.X - from.X, to.Y - from.Y) * 180 / Math.PI;
        return new PanoramaCamera(x, y, scene.Stand(x, y, wishes.Height), wishes.Width, wishes.Width / 2, Math.Round(heading, 1));
    }

    private static PanoramaPlan Fly(PanoramaPlan plan, PanoramaScene scene, bool[] ice, FlightPath natural, GlacierSettings settings)
    {
        var wishes = settings.Panorama;
        var path = wishes.Line is { } line ? new FlightPath("panorama.line", [.. line.Select(point => (point[0], point[1]))]).On(scene)
            : wishes.Path is { } name ? FlightPath.Of(name, scene, ice) : natural;

        // half the pictures' size, even as the video needs it
        var (width, height) = (Math.Max(settings.Size[0] / 4 * 2, 16), Math.Max(settings.Size[1] / 4 * 2, 16));
        var cameras = path.Cameras(scene, wishes.FlightHeight, wishes.Frames, width, height);
        var (nearest, farthest) = FlightDepth.Range(scene, cameras);
        return plan with { Path = path.Name, Frames = cameras, Nearest = nearest, Farthest = farthest };
    }
}
