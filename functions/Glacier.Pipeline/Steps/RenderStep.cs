using System.Diagnostics;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Steps;

/// <summary>One picture asked for.</summary>
/// <param name="Epoch">The survey.</param>
/// <param name="View">The viewpoint.</param>
/// <param name="Style">The style.</param>
public sealed record RenderTarget(Epoch Epoch, string View, string Style);

/// <summary>A viewpoint and a style.</summary>
/// <param name="View">The viewpoint.</param>
/// <param name="Style">The style.</param>
public sealed record RenderChoice(string View, string Style);

/// <summary>Paints one picture and what belongs to it into a folder.</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="glacier">The glacier.</param>
/// <param name="job">What is asked for.</param>
/// <param name="dem">The aligned DEM.</param>
/// <param name="ice">Its ice.</param>
/// <param name="formerIce">The largest known ice.</param>
/// <param name="models">The networks.</param>
public delegate void RenderStyle(string folder, GlacierId glacier, PictureJob job, Raster dem, bool[]? ice, bool[]? formerIce, ModelCatalogue models);

/// <summary>Pictures of one epoch from one viewpoint in one style: asked for by the orchestration, made by the renderer.</summary>
public static class RenderStep
{
    private const int Version = 2;

    /// <summary>The styles there are.</summary>
    public static IReadOnlyDictionary<string, RenderStyle> Styles { get; } = new Dictionary<string, RenderStyle> { ["survey"] = Survey, ["photo"] = Photo, ["photo3d"] = Photo3d };

    /// <summary>The viewpoints and styles of the plan.</summary>
    public static async Task<IReadOnlyList<RenderChoice>> ChoicesAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var plan = await bench.ReadProductAsync<Plan>(glacier, "plan.json", cancellation);
        return [.. plan.Views.SelectMany(view => plan.Styles.Select(style => new RenderChoice(view.Name, style)))];
    }

    /// <summary>Sends a job for every target that has no pictures yet.</summary>
    /// <returns>Per target the key of its pictures; null where they are there already.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, IReadOnlyList<RenderTarget> targets, string instance, CancellationToken cancellation = default)
    {
        var plan = await bench.ReadProductAsync<Plan>(glacier, "plan.json", cancellation);
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        var keys = new List<string?>();
        foreach (var target in targets)
        {
            var dem = await bench.ManifestAsync(glacier, CoregisterStep.Step(target.Epoch), cancellation);
            var view = plan.Views.First(each => each.Name == target.View);
            var network = StyleNetworks.Key(target.Style, bench.Models, plan.PhotoSeed);
            var key = ProductKey.Of("render", Version, [dem.Key, outline.Key], new { view, target.Style, target.Epoch, network });
            var picture = new PictureJob(
                target.Epoch, target.View, target.Style, CoregisterStep.Dem(target.Epoch), OutlineStep.Ice(target.Epoch),
                OutlineStep.FormerIce, view.Camera, view.SunAzimuth, view.SunElevation, view.SnowLine, plan.PhotoSeed);
            var job = new RenderJob(key.Value, instance, glacier, picture.Step, Activity.Current?.Id) { Picture = picture };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>Makes a job's pictures, unless they are there.</summary>
    /// <exception cref="ArgumentException">There is no such style, or the job asks for no picture.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var job = envelope.Picture ?? throw new ArgumentException("the job asks for no picture", nameof(envelope));
        if (!Styles.TryGetValue(job.Style, out var style))
        {
            throw new ArgumentException($"there is no style '{job.Style}'; there are: {string.Join(", ", Styles.Keys)}");
        }

        return await bench.OnceAsync(
            envelope.Glacier, job.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var dem = await bench.ReadRasterAsync(envelope.Glacier, job.Dem, cancellation);
                var ice = job.Ice is null ? null : await bench.ReadMaskAsync(envelope.Glacier, job.Ice, dem.Grid, cancellation);
                var former = job.FormerIce is null ? null : await bench.ReadMaskAsync(envelope.Glacier, job.FormerIce, dem.Grid, cancellation);
                style(Path.GetDirectoryName(folder.File(job.Folder + "/" + ViewFiles.Picture))!, envelope.Glacier, job, dem, ice, former, bench.Models);
            },
            cancellation);
    }

    private static void Survey(string folder, GlacierId glacier, PictureJob job, Raster dem, bool[]? ice, bool[]? formerIce, ModelCatalogue models)
    {
        var caption = new PictureCaption($"{glacier} {job.Epoch}", $"View '{job.View}' of {glacier} in {job.Epoch}, shaded from the elevation model of that year.", "terrain rendered from a DEM");
        ViewFiles.Write(folder, dem, ice, job.Camera, Light(job, formerIce), caption);
    }

    private static void Photo(string folder, GlacierId glacier, PictureJob job, Raster dem, bool[]? ice, bool[]? formerIce, ModelCatalogue models)
    {
        var painting = PhotoPainting.By(models, new PhotoStyleOptions(job.PhotoSeed));
        ViewFiles.Write(folder, dem, ice, job.Camera, Light(job, formerIce), PhotoPainting.Caption($"{glacier} {job.Epoch}", $"View '{job.View}' of {glacier} in {job.Epoch}"), painting);
    }

    private static void Photo3d(string folder, GlacierId glacier, PictureJob job, Raster dem, bool[]? ice, bool[]? formerIce, ModelCatalogue models)
    {
        var painting = Photo3dPainting.By(models, new PhotoStyleOptions(job.PhotoSeed));
        ViewFiles.Write(folder, dem, ice, job.Camera, Light(job, formerIce), PhotoPainting.Caption($"{glacier} {job.Epoch}", $"View '{job.View}' of {glacier} in {job.Epoch}"), painting);
    }

    private static SurveyStyleOptions Light(PictureJob job, bool[]? formerIce) => new(job.SunAzimuth, job.SunElevation, job.SnowLine, formerIce);
}
