using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Pipeline.Usgs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions;

/// <summary>What happens by the clock, UTC.</summary>
public sealed class TimerFunctions(UsgsWatcher watcher, BlobStores stores, ILogger<TimerFunctions> log)
{
    /// <summary>Looks for new DEMs in the USGS catalogue, at four every morning.</summary>
    [Function(nameof(WatchUsgs))]
    public Task WatchUsgs([TimerTrigger("0 0 4 * * *")] TimerInfo timer, CancellationToken cancellation) => watcher.RunAsync(cancellation);

    /// <summary>Says how long messages have waited, every ten minutes.</summary>
    [Function(nameof(WatchQueues))]
    public Task WatchQueues([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => QueueAges.LookAsync(stores, log, cancellation);
}
