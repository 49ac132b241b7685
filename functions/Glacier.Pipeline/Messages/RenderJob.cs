using System.Diagnostics;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Messages;

/// <summary>One picture to be made: one epoch from one viewpoint in one style.</summary>
/// <param name="Key">What the pictures are made from; equal keys mean equal pictures.</param>
/// <param name="Instance">The orchestration that waits for the result.</param>
/// <param name="Glacier">The glacier.</param>
/// <param name="Epoch">The survey.</param>
/// <param name="View">Name of the viewpoint.</param>
/// <param name="Style">Name of the style.</param>
/// <param name="Dem">Blob of <c>products</c>: the aligned DEM.</param>
/// <param name="Ice">Blob of <c>products</c>: its ice mask; null for none.</param>
/// <param name="FormerIce">Blob of <c>products</c>: the largest known ice; null for none.</param>
/// <param name="Camera">The viewpoint, the same for all epochs.</param>
/// <param name="SunAzimuth">Bearing of the sun, degrees.</param>
/// <param name="SunElevation">Height of the sun, degrees.</param>
/// <param name="SnowLine">Elevation above which ice is painted as snow, metres.</param>
/// <param name="PhotoSeed">Which look the style <c>photo</c> has.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the sender; null where nobody listens.</param>
public sealed record RenderJob(
    string Key,
    string Instance,
    GlacierId Glacier,
    Epoch Epoch,
    string View,
    string Style,
    string Dem,
    string? Ice,
    string? FormerIce,
    Camera Camera,
    double SunAzimuth,
    double SunElevation,
    double? SnowLine,
    int PhotoSeed = PhotoStyleOptions.DefaultSeed,
    string? TraceParent = null)
{
    /// <summary>Name of the external event that carries the result.</summary>
    public string Event => EventName(Key);

    /// <summary>Name of the external event for a key.</summary>
    public static string EventName(string key) => "rendered-" + key;

    /// <summary>Folder of the outputs below the glacier's.</summary>
    public string Folder => BlobNames.ViewFolder(Epoch, View, Style);

    /// <summary>The manifest's step name.</summary>
    public string Step => $"render.{Epoch}.{View}-{Style}";
}

/// <summary>What became of a <see cref="RenderJob"/>.</summary>
/// <param name="Key">The job's key.</param>
/// <param name="Instance">The orchestration that waits.</param>
/// <param name="Glacier">The glacier.</param>
/// <param name="Epoch">The survey.</param>
/// <param name="View">The viewpoint.</param>
/// <param name="Style">The style.</param>
/// <param name="Error">Why there are no pictures; null where there are.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the renderer; null where nobody listens.</param>
public sealed record RenderResult(string Key, string Instance, GlacierId Glacier, Epoch Epoch, string View, string Style, string? Error = null, string? TraceParent = null)
{
    /// <summary>The result of a job.</summary>
    public static RenderResult Of(RenderJob job, string? error = null) => new(job.Key, job.Instance, job.Glacier, job.Epoch, job.View, job.Style, error, Activity.Current?.Id);
}
