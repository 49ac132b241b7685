using System.Diagnostics;
using System.Text.Json;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Products;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>The ice of one scene: asked for by the orchestration, done by the renderer. The files of <see cref="OutlineFiles"/> and a <see cref="SceneOutline"/>, or that alone.</summary>
public static class SceneOutlineStep
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "scene-outline";

    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(DateOnly date) => $"{Kind}.{SceneDay.Text(date)}";

    /// <summary>Sends a job for every prepared scene that has no outline yet.</summary>
    /// <param name="bench">Where it works.</param>
    /// <param name="glacier">The glacier.</param>
    /// <param name="dates">Days of the scenes.</param>
    /// <param name="strips">Strips that <see cref="OutlineStripStep"/> has estimated of each; 1: none.</param>
    /// <param name="instance">The orchestration that waits.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Per scene its key; null where it is done.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, IReadOnlyList<DateOnly> dates, int strips, string instance, CancellationToken cancellation = default)
    {
        var keys = new List<string?>();
        foreach (var date in dates)
        {
            var (key, file, method) = await PlanAsync(bench, glacier, date, cancellation);
            var job = new RenderJob(key.Value, instance, glacier, Step(date), Activity.Current?.Id) { Outline = new OutlineJob(date, file, method, strips) };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>What a scene's outline is made from, and by which method. Strips are not in the key: a scene mapped in parts is the same to the last bit.</summary>
    internal static async Task<(ProductKey Key, string Scene, string Method)> PlanAsync(Workbench bench, GlacierId glacier, DateOnly date, CancellationToken cancellation)
    {
        var (method, version) = OutlineMethods.Best(bench.Models);
        var scene = await bench.ManifestAsync(glacier, OutlineSceneStep.Step(date), cancellation);
        var file = OutlineSceneStep.CopyOf(scene) ?? throw new InvalidOperationException($"{glacier}: the scene of {SceneDay.Text(date)} was refused");
        return (ProductKey.Of(Kind, Version, [scene.Key], new { method, version }), file, method);
    }

    /// <summary>Maps a scene's ice, unless it is done.</summary>
    /// <exception cref="ArgumentException">The job asks for no outline, or for a method that does not exist.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.Outline ?? throw new ArgumentException("the job asks for no outline", nameof(envelope)));
        var best = OutlineMethods.Of(job.Method, bench.Models);
        return await bench.OnceAsync(
            glacier, envelope.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var outcome = new SceneOutline(job.Date, 0, 0, 0, 0, best.Name, best.Version);
                try
                {
                    using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, job.Scene), cancellation);
                    using var scene = OutlineScene.Open(file.Path);

                    var method = OutlineMethods.Suited(best, scene.Grid.Transform.PixelWidth);

                    // without its time: the same scene shall give the same files
                    var probability = job.Strips > 1 ? await OutlineStripStep.ReadAsync(bench, glacier, job, scene.Grid, method, cancellation) : WindowedProbability.Of(scene, method);
                    var product = OutlineProduct.OfRaw(scene, method, probability, epoch: new Epoch(job.Date));
                    OutlineFiles.Write(Path.GetDirectoryName(folder.File(SceneOutline.FileName(job.Date)))!, product, scene);
                    outcome = outcome with { Method = method.Name, Version = method.Version, AreaKm2 = product.AreaKm2, AreaError = product.AreaError, Glaciers = product.Glaciers.Count, Known = product.Known };
                }
                catch (InvalidInputException broken)
                {
                    outcome = outcome with { Refused = SkippedInput.Of(broken) };
                }

                await File.WriteAllTextAsync(folder.File(SceneOutline.FileName(job.Date)), JsonSerializer.Serialize(outcome, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }
}
