using Azure;
using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Glacier.Renderer;

/// <summary>Ready means: the queue of jobs answers.</summary>
public sealed class StorageReady(BlobStores stores) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await stores.Queue(Queues.RenderJobs).GetPropertiesAsync(patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy("the queue of render jobs does not answer", unreachable);
        }
    }
}
