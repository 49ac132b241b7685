using System.Diagnostics;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Vision.Panorama;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>The panorama in one light: asked for by the orchestration, made by the renderer. The files of <see cref="PanoramaFiles"/>, and what the page's viewer reads.</summary>
public static class PanoramaPictureStep
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "panorama-picture";

    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(string illumination) => $"{Kind}.{illumination}";

    /// <summary>Sends a job for every light whose panorama is not there yet.</summary>
    /// <returns>Per light its key; null where it is done.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, IReadOnlyList<string> illuminations, string instance, CancellationToken cancellation = default)
    {
        var plan = await PanoramaPlanStep.ReadAsync(bench, glacier, cancellation);
        var tile = await bench.ManifestAsync(glacier, PanoramaTileStep.Step, cancellation);
        var keys = new List<string?>();
        foreach (var name in illuminations)
        {
            var light = plan.Illuminations.First(each => each.Name == name);
            var work = new PanoramaPictureJob(PanoramaTile.Picture, CoregisterStep.Dem(plan.Survey), plan.Camera!, light);
            var job = new RenderJob(ProductKey.Of(Kind, Version, [tile.Key], work).Value, instance, glacier, Step(name), Activity.Current?.Id) { Panorama = work };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>Makes the panorama, unless it is there.</summary>
    /// <exception cref="ArgumentException">The job asks for no panorama.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.Panorama ?? throw new ArgumentException("the job asks for no panorama", nameof(envelope)));
        return await bench.OnceAsync(
            glacier, envelope.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var scene = await PanoramaPlanStep.SceneAsync(bench, glacier, job.Tile, job.Dem, cancellation);
                var options = new PanoramaOptions();
                var view = scene.Render(job.Camera, job.Illumination, options);
                var target = PanoramaPlan.PictureFolder(job.Illumination.Name);
                PanoramaFiles.Write(Path.GetDirectoryName(folder.File(target + PanoramaFiles.Picture))!, scene, view, job.Illumination, options);
                await File.WriteAllTextAsync(folder.File(target + PanoramaData.FileName), PanoramaData.Script(job.Illumination.Name, view), cancellation);
            },
            cancellation);
    }
}
