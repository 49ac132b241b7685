using System.Diagnostics;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Vision.Panorama;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>Some frames of the flight with their depth: asked for by the orchestration, made by the renderer: <c>panorama/frames/00000.png</c>, <c>00000_depth.png</c>.</summary>
public static class PanoramaFramesStep
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "panorama-frames";

    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    /// <param name="first">Number of the first frame.</param>
    public static string Step(int first) => FormattableString.Invariant($"{Kind}.{first:00000}");

    /// <summary>Sends a job for all frames that are not there yet.</summary>
    /// <param name="bench">The account.</param>
    /// <param name="glacier">The glacier.</param>
    /// <param name="firsts">First frame of each job.</param>
    /// <param name="instance">The orchestration that waits.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Per job its key; null where it is done.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, IReadOnlyList<int> firsts, string instance, CancellationToken cancellation = default)
    {
        var plan = await PanoramaPlanStep.ReadAsync(bench, glacier, cancellation);
        var tile = await bench.ManifestAsync(glacier, PanoramaTileStep.Step, cancellation);
        var keys = new List<string?>();
        foreach (var first in firsts)
        {
            var work = new PanoramaFramesJob(
                PanoramaTile.Picture, CoregisterStep.Dem(plan.Survey), first, [.. plan.Frames.Skip(first).Take(PanoramaPlan.FramesPerJob)], plan.Illuminations[0], plan.Nearest, plan.Farthest);
            var job = new RenderJob(ProductKey.Of(Kind, Version, [tile.Key], work).Value, instance, glacier, Step(first), Activity.Current?.Id) { PanoramaFrames = work };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>Makes the frames, unless they are there.</summary>
    /// <exception cref="ArgumentException">The job asks for no frames.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.PanoramaFrames ?? throw new ArgumentException("the job asks for no frames", nameof(envelope)));
        return await bench.OnceAsync(
            glacier, envelope.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var scene = await PanoramaPlanStep.SceneAsync(bench, glacier, job.Tile, job.Dem, cancellation);
                for (var k = 0; k < job.Cameras.Count; k++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var (camera, number) = (job.Cameras[k], job.First + k);
                    var view = scene.Render(camera, job.Illumination);
                    SyntheticPicture.SavePng(view.Rgb, camera.Width, camera.Height, folder.File(PanoramaPlan.Frame(number)), PanoramaFiles.Caption(scene, job.Illumination));
                    SyntheticPicture.SavePng(
                        DepthPicture.Of(view.Depth, job.Nearest, job.Farthest), camera.Width, camera.Height, folder.File(PanoramaPlan.Frame(number, depth: true)), PanoramaFiles.Caption(scene, job.Illumination));
                }
            },
            cancellation);
    }
}
