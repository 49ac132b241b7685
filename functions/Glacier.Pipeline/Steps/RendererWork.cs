using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps.Flights;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Steps;

/// <summary>What the renderer can do, and how it is asked: every kind of job goes through one queue.</summary>
public static class RendererWork
{
    /// <summary>Sends a job unless its products are there already.</summary>
    /// <returns>The job's key; null where there is nothing to wait for.</returns>
    public static async Task<string?> SendAsync(Workbench bench, RenderJob job, CancellationToken cancellation = default)
    {
        if ((await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(job.Glacier, job.Step), cancellation))?.Key == job.Key)
        {
            return null;
        }

        await bench.Stores.SendAsync(Queues.RenderJobs, job, cancellation: cancellation);
        return job.Key;
    }

    /// <summary>Does a job, unless its products are there.</summary>
    /// <exception cref="ArgumentException">The job asks for nothing known here: the same job would fail the same way again.</exception>
    public static Task<StepManifest> RunAsync(Workbench bench, RenderJob job, CancellationToken cancellation = default) => job switch
    {
        { Picture: not null } => RenderStep.RunAsync(bench, job, cancellation),
        { VelocityPair: not null } => VelocityPairStep.RunAsync(bench, job, cancellation),
        { VelocityMosaic: not null } => VelocityMosaicStep.RunAsync(bench, job, cancellation),
        { Outline: not null } => SceneOutlineStep.RunAsync(bench, job, cancellation),
        { OutlineStrip: not null } => OutlineStripStep.RunAsync(bench, job, cancellation),
        { Panorama: not null } => PanoramaPictureStep.RunAsync(bench, job, cancellation),
        { PanoramaFrames: not null } => PanoramaFramesStep.RunAsync(bench, job, cancellation),
        { Flight: not null } => FlightFramesStep.RunAsync(bench, job, cancellation),
        _ => throw new ArgumentException($"{job.Step}: a job of no kind that this renderer knows"),
    };
}
