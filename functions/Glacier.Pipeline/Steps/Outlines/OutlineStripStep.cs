using System.Diagnostics;
using System.Globalization;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>
/// The probability of ice on a strip of a large scene, so that several renderers can map one scene: <c>outlines/strips/{date}.{number}.tif</c>, raw and bit for bit what the whole scene
/// has there. Strips go when the scene's outline is there.
/// </summary>
public static class OutlineStripStep
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "outline-strip";

    /// <summary>Folder of the strips.</summary>
    internal const string Strips = SceneOutline.Folder + "strips/";

    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(DateOnly date, int number) => $"{Kind}.{Name(date, number)}";

    /// <summary>Sends a job for every strip that is not there, unless the scene's outline is there already.</summary>
    /// <returns>Per strip its key; null where it is done.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, DateOnly date, IReadOnlyList<int> numbers, int strips, string instance, CancellationToken cancellation = default)
    {
        var (whole, file, method) = await SceneOutlineStep.PlanAsync(bench, glacier, date, cancellation);
        if ((await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, SceneOutlineStep.Step(date)), cancellation))?.Key == whole.Value)
        {
            return [.. numbers.Select(_ => (string?)null)];
        }

        var keys = new List<string?>();
        foreach (var number in numbers)
        {
            var key = ProductKey.Of(Kind, Version, [whole.Value], new { number, strips });
            var job = new RenderJob(key.Value, instance, glacier, Step(date, number), Activity.Current?.Id) { OutlineStrip = new OutlineStripJob(date, file, method, number, strips) };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>Estimates a strip, unless it is there. A scene that cannot be mapped has none; why, its outline's step says.</summary>
    /// <exception cref="ArgumentException">The job asks for no strip, or for a method that does not exist.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.OutlineStrip ?? throw new ArgumentException("the job asks for no strip", nameof(envelope)));
        var best = OutlineMethods.Of(job.Method, bench.Models);
        return await bench.OnceAsync(
            glacier, envelope.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, job.Scene), cancellation);
                try
                {
                    using var scene = OutlineScene.Open(file.Path);
                    var (grid, method) = (scene.Grid, OutlineMethods.Suited(best, scene.Grid.Transform.PixelWidth));
                    var strip = SceneStrip.Of(grid, method, job.Number, job.Strips);
                    if (strip.Rows == 0)
                        return;
                    var (_, north) = grid.Transform.ToMap(0, strip.First);
                    var probability = WindowedProbability.Of(scene, method, strip);
                    Cog.Write(folder.File(FileName(job.Date, job.Number)), new Raster(grid.Width, strip.Rows, grid.Transform with { North = north }, grid.Crs, probability), new Epoch(job.Date), unit: "1");
                }
                catch (InvalidInputException broken)
                {
                    bench.Log.LogInformation("{Glacier} {Step}: {Reason}", glacier, envelope.Step, broken.Message);
                }
            },
            cancellation);
    }

    /// <summary>The strips of a scene as one.</summary>
    /// <returns>Height × width raw probabilities.</returns>
    /// <exception cref="FileNotFoundException">A strip is not there.</exception>
    internal static async Task<float[]> ReadAsync(Workbench bench, GlacierId glacier, OutlineJob job, Grid grid, OutlineMethod method, CancellationToken cancellation)
    {
        var whole = new float[checked(grid.Width * grid.Height)];
        for (var number = 0; number < job.Strips; number++)
        {
            var strip = SceneStrip.Of(grid, method, number, job.Strips);
            if (strip.Rows == 0)
                continue;
            using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, FileName(job.Date, number)), cancellation);
            using var image = WindowedImage.Open(file.Path);
            var values = new float[strip.Rows * grid.Width];
            image.Read(1, 0, 0, grid.Width, strip.Rows, values);
            values.CopyTo(whole, strip.First * grid.Width);
        }

        return whole;
    }

    /// <summary>Takes the strips of a scene away: first what says that they are there.</summary>
    public static async Task ForgetAsync(Workbench bench, GlacierId glacier, DateOnly date, int strips, CancellationToken cancellation = default)
    {
        for (var number = 0; number < strips; number++)
        {
            await bench.Stores.DeleteAsync(BlobNames.Manifest(glacier, Step(date, number)), cancellation);
            await bench.Stores.DeleteAsync(BlobNames.Product(glacier, FileName(date, number)), cancellation);
        }
    }

    private static string FileName(DateOnly date, int number) => $"{Strips}{Name(date, number)}.tif";

    private static string Name(DateOnly date, int number) => string.Create(CultureInfo.InvariantCulture, $"{SceneDay.Text(date)}.{number:000}");
}
