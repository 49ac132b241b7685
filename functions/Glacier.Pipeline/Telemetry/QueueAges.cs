using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Telemetry;

/// <summary>How long the oldest visible message of each queue has waited.</summary>
public static class QueueAges
{
    /// <summary>Looks at every queue, without taking anything, and says what it found.</summary>
    /// <returns>Seconds per queue; queues without a visible message are left out.</returns>
    public static async Task<IReadOnlyDictionary<string, double>> LookAsync(BlobStores stores, ILogger log, CancellationToken cancellation = default)
    {
        var ages = new Dictionary<string, double>();
        foreach (var name in Queues.All)
        {
            var queue = stores.Queue(name);
            if ((await queue.PeekMessageAsync(cancellation)).Value?.InsertedOn is not { } inserted)
                continue;
            var seconds = Math.Max(0, (DateTimeOffset.UtcNow - inserted).TotalSeconds);
            var count = (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
            log.LogInformation(LogMessages.OldestMessage, name, (long)seconds, count);
            PipelineTelemetry.Waited(name, seconds);
            ages[name] = seconds;
        }

        return ages;
    }
}
