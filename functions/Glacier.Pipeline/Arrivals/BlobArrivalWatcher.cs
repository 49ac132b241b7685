using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Arrivals;

/// <summary>Plays Event Grid where there is none: lists the input containers and posts a <c>BlobCreated</c> event for every blob version not yet posted.</summary>
/// <remarks>What was posted is remembered in the status container, so that a restart does not post all again. Posting one twice does no harm.</remarks>
public sealed class BlobArrivalWatcher(BlobStores stores, QueueClient arrivals, ILogger logger)
{
    private static readonly BlobAddress _memory = new(Containers.Status, "watcher.json");
    private static readonly string[] _watched = [Containers.Dems, Containers.Outlines, Containers.Scenes];
    private Dictionary<string, string>? posted;

    /// <summary>Watches until cancelled.</summary>
    /// <param name="interval">Pause between two looks.</param>
    /// <param name="cancellation">Ends the watch by <see cref="OperationCanceledException"/>.</param>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await LookAsync(cancellation);
            }
            catch (Exception exception) when (exception is RequestFailedException or IOException or AggregateException)
            {
                // storage restarts now and then; nothing is lost by looking again
                logger.LogWarning("looking for arrivals failed: {Message}", exception.Message);
            }

            await Task.Delay(interval, cancellation);
        }
    }

    /// <summary>Looks once.</summary>
    /// <returns>How many events were posted.</returns>
    public async Task<int> LookAsync(CancellationToken cancellation = default)
    {
        posted ??= await RememberedAsync(cancellation);
        var count = 0;
        foreach (var container in _watched)
        {
            await foreach (var blob in stores.ListAsync(container, "", cancellation))
            {
                var name = blob.Address.ToString();
                if (posted.TryGetValue(name, out var version) && version == blob.ETag)
                {
                    continue;
                }

                await arrivals.SendMessageAsync(MessageText.Write(ArrivalEvent.Of(blob)), cancellation);
                posted[name] = blob.ETag;
                count++;
                logger.LogInformation("arrived: {Blob}", name);
            }
        }

        if (count > 0)
        {
            await stores.WriteJsonAsync(_memory, posted, cancellation);
        }

        return count;
    }

    private async Task<Dictionary<string, string>> RememberedAsync(CancellationToken cancellation)
    {
        try
        {
            return await stores.ReadJsonAsync<Dictionary<string, string>>(_memory, cancellation) ?? [];
        }
        catch (JsonException exception)
        {
            logger.LogWarning("{Blob} is unreadable and starts anew: {Message}", _memory, exception.Message);
            return [];
        }
    }
}
