using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions;

/// <summary>Keeps the messages nobody could handle where people find them: <c>status/poison/{queue}/{id}.json</c>.</summary>
public sealed class PoisonFunctions(BlobStores stores, ILogger<PoisonFunctions> log)
{
    /// <summary>Arrivals.</summary>
    [Function(nameof(PoisonArrival))]
    public Task PoisonArrival([QueueTrigger(Queues.Arrivals + "-poison")] string message) => KeepAsync(Queues.Arrivals, message);

    /// <summary>Render jobs.</summary>
    [Function(nameof(PoisonRenderJob))]
    public Task PoisonRenderJob([QueueTrigger(Queues.RenderJobs + "-poison")] string message) => KeepAsync(Queues.RenderJobs, message);

    /// <summary>Render results.</summary>
    [Function(nameof(PoisonRenderResult))]
    public Task PoisonRenderResult([QueueTrigger(Queues.RenderResults + "-poison")] string message) => KeepAsync(Queues.RenderResults, message);

    private Task KeepAsync(string queue, string message)
    {
        log.LogError(LogMessages.PoisonMessage, queue, BlobNames.Shorten(message));
        PipelineTelemetry.Poisoned(queue);
        var record = new { queue, reason = "handling failed five times; the application's log has the errors", message };
        return stores.OverwriteStatusAsync(BlobNames.Poison(queue, BlobNames.Hash(message)), record);
    }
}
