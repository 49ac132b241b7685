using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Hosting;

namespace Glacier.Functions;

/// <summary>Makes containers and queues before the first function runs.</summary>
public sealed class StorageSetup(BlobStores stores) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => stores.EnsureAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
