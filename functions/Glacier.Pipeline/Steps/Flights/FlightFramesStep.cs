using System.Diagnostics;
using Glacier.Pipeline.Flights;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Flight;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>Some frames of a flight.</summary>
/// <param name="Flight">The flight's name.</param>
/// <param name="First">Number of the first frame.</param>
public sealed record FlightTarget(string Flight, int First);

/// <summary>Frames of a flight, a handful per job: asked for by the orchestration, painted by the renderer, <c>flights/{name}/frames/*</c>.</summary>
public static class FlightFramesStep
{
    private const int Version = 1;

    /// <summary>Frames of one job: few, so that a killed renderer has little to do again; enough that reading the DEMs does not weigh.</summary>
    public const int PerJob = 8;

    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "flight-frames";

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(string flight, int first) => FormattableString.Invariant($"{Kind}.{flight}.{first:0000}");

    /// <summary>The jobs of a flight.</summary>
    public static IReadOnlyList<FlightTarget> Targets(string flight, int frames) => [.. Enumerable.Range(0, (frames + PerJob - 1) / PerJob).Select(k => new FlightTarget(flight, k * PerJob))];

    /// <summary>Sends a job for every target whose frames are not there.</summary>
    /// <returns>Per target the key of its frames; null where they are there already.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(Workbench bench, GlacierId glacier, IReadOnlyList<FlightTarget> targets, string instance, CancellationToken cancellation = default)
    {
        var seed = (await bench.SettingsAsync(glacier, cancellation)).PhotoSeed;
        var keys = new List<string?>();
        foreach (var target in targets)
        {
            var planned = await bench.ManifestAsync(glacier, FlightPlanStep.Step(target.Flight), cancellation);
            var plan = await bench.ReadProductAsync<FlightPlan>(glacier, FlightPlan.Product(target.Flight), cancellation);
            var network = StyleNetworks.Key(plan.Setting.Style, bench.Models, seed);
            var job = new FlightJob(target.Flight, target.First, Math.Min(PerJob, plan.Frames.Count - target.First), seed);
            var key = ProductKey.Of(Kind, Version, [planned.Key], new { job.First, job.Count, network });
            keys.Add(await RendererWork.SendAsync(bench, new RenderJob(key.Value, instance, glacier, Step(target.Flight, target.First), Activity.Current?.Id) { Flight = job }, cancellation));
        }

        return keys;
    }

    /// <summary>Paints a job's frames, unless they are there.</summary>
    /// <exception cref="ArgumentException">The job asks for no frames.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var job = envelope.Flight ?? throw new ArgumentException("the job asks for no frames of a flight", nameof(envelope));
        return await bench.OnceAsync(
            envelope.Glacier, envelope.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var plan = await bench.ReadProductAsync<FlightPlan>(envelope.Glacier, FlightPlan.Product(job.Flight), cancellation);
                var painter = Painter(new SurfaceSeries(await SeriesReader.ReadAsync(bench, envelope.Glacier, cancellation)), plan, bench.Models, job.PhotoSeed);
                foreach (var frame in plan.Frames.Skip(job.First).Take(job.Count))
                {
                    cancellation.ThrowIfCancellationRequested();
                    SyntheticPicture.SavePng(
                        painter.Paint(frame), frame.Camera.Width, frame.Camera.Height, folder.File($"{FlightPlan.Folder(job.Flight)}frames/{FlightFolder.FileOf(frame.Index)}"), painter.Caption(frame, plan.Title));
                }
            },
            cancellation);
    }

    /// <summary>What paints a plan's frames.</summary>
    internal static FlightPainter Painter(SurfaceSeries series, FlightPlan plan, ModelCatalogue models, int photoSeed) =>
        new(series, new SurveyStyleOptions(plan.SunAzimuth, plan.SunElevation, plan.SnowLine), FlightStyles.Of(plan.Setting.Style, models, new PhotoStyleOptions(photoSeed)));
}
