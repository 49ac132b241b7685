using System.Diagnostics;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Messages;

/// <summary>One piece of the renderer's work: an envelope, and in it exactly one kind of work.</summary>
/// <param name="Key">What the products are made from; equal keys mean equal products.</param>
/// <param name="Instance">The orchestration that waits for the result.</param>
/// <param name="Glacier">The glacier.</param>
/// <param name="Step">Name of the manifest's step, with its date where it has one: <c>render.1957.main-survey</c>.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the sender; null where nobody listens.</param>
public sealed record RenderJob(string Key, string Instance, GlacierId Glacier, string Step, string? TraceParent = null)
{
    /// <summary>A picture to be made.</summary>
    public PictureJob? Picture { get; init; }

    /// <summary>A pair of scenes to be compared.</summary>
    public VelocityPairJob? VelocityPair { get; init; }

    /// <summary>A glacier's pairs to be made one map.</summary>
    public VelocityMosaicJob? VelocityMosaic { get; init; }

    /// <summary>A scene whose ice is to be mapped.</summary>
    public OutlineJob? Outline { get; init; }

    /// <summary>A part of a large scene to be mapped.</summary>
    public OutlineStripJob? OutlineStrip { get; init; }

    /// <summary>A panorama to be made.</summary>
    public PanoramaPictureJob? Panorama { get; init; }

    /// <summary>Frames of a flight to be made.</summary>
    public PanoramaFramesJob? PanoramaFrames { get; init; }

    /// <summary>Frames of a flight to be painted.</summary>
    public FlightJob? Flight { get; init; }

    /// <summary>Name of the external event that carries the result.</summary>
    public string Event => EventName(Key);

    /// <summary>Name of the external event for a key.</summary>
    public static string EventName(string key) => "rendered-" + key;
}

/// <summary>What became of a <see cref="RenderJob"/>.</summary>
/// <param name="Key">The job's key.</param>
/// <param name="Instance">The orchestration that waits.</param>
/// <param name="Glacier">The glacier.</param>
/// <param name="Step">The job's step.</param>
/// <param name="Error">Why there are no products; null where there are.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the renderer; null where nobody listens.</param>
public sealed record RenderResult(string Key, string Instance, GlacierId Glacier, string Step, string? Error = null, string? TraceParent = null)
{
    /// <summary>The result of a job.</summary>
    public static RenderResult Of(RenderJob job, string? error = null) => new(job.Key, job.Instance, job.Glacier, job.Step, error, Activity.Current?.Id);
}
