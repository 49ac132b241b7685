using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>How a pump takes messages.</summary>
/// <param name="BatchSize">Most messages at once.</param>
/// <param name="Room">How many more may be held.</param>
/// <param name="LongestPause">Between two looks at an empty queue.</param>
/// <param name="BeginInOrder">Handlers begin one after the other in the queue's order, each up to its first wait: for those that line messages up. Others begin at once.</param>
internal sealed record PumpOptions(int BatchSize, Func<int> Room, TimeSpan LongestPause, bool BeginInOrder = false);

/// <summary>
/// Takes messages from a queue and hands each to a handler that must end it (delete or release). Polls at once when woken, every 100 ms while
/// messages come, and ever more slowly while none do. Renews the leases of all messages that are being handled.
/// </summary>
internal sealed class QueuePump(QueueClient queue, PumpOptions options, Func<LeasedMessage, Task> handle, ILogger logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly ConcurrentDictionary<LeasedMessage, Task> held = new();
    private readonly CancellationTokenSource stopping = new();
    private Task? polling;
    private Task? renewing;
    private volatile bool stopped;

    public int HeldCount => held.Count;

    public void Start()
    {
        polling = Task.Run(PollAsync);
        renewing = Task.Run(RenewAsync);
    }

    /// <summary>Makes the pump look at the queue now.</summary>
    public void Wake()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been woken already.
        }
    }

    /// <summary>Makes the pump look at the queue when a delayed message becomes visible.</summary>
    public void WakeAfter(TimeSpan delay)
    {
        if (delay < TimeSpan.FromMinutes(10))
        {
            _ = Task.Delay(delay, stopping.Token).ContinueWith(_ => Wake(), stopping.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    /// <summary>Takes no more messages, and waits until those held are ended or the token is cancelled; then gives the rest back.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(polling ?? Task.CompletedTask);
        try
        {
            await Task.WhenAll(held.Values).WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("{Count} messages of queue '{Queue}' were not finished in time and go back to it", held.Count, queue.Name);
        }

        await Task.WhenAll(held.Keys.Select(message => message.ReleaseAsync(TimeSpan.Zero)));
        stopped = true;
        await (renewing ?? Task.CompletedTask);
    }

    private async Task PollAsync()
    {
        var pause = ShortestPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var room = Math.Min(options.Room(), options.BatchSize);
                var messages = room <= 0 ? [] : (await queue.ReceiveMessagesAsync(Math.Min(room, 32), LeasedMessage.Lease, stopping.Token)).Value;
                foreach (var message in messages)
                {
                    Take(new(queue, message));
                }

                pause = messages.Length > 0 ? ShortestPause : TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, options.LongestPause.TotalMilliseconds));
                if (messages.Length == 0 && await signal.WaitAsync(pause, stopping.Token))
                {
                    pause = ShortestPause;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Queue '{Queue}' cannot be read", queue.Name);
                await Task.Delay(options.LongestPause, CancellationToken.None);
                await CreateWhereMissingAsync(failure);
            }
        }
    }

    private void Take(LeasedMessage message)
    {
        var done = new TaskCompletionSource();
        held[message] = done.Task;
        _ = options.BeginInOrder ? HandleAsync(message, done) : Task.Run(() => HandleAsync(message, done));
    }

    private async Task HandleAsync(LeasedMessage message, TaskCompletionSource done)
    {
        try
        {
            await handle(message);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "A message of queue '{Queue}' could not be handled and goes back to it", queue.Name);
            await ReleaseQuietlyAsync(message);
        }
        finally
        {
            held.TryRemove(message, out _);
            done.SetResult();
            Wake();
        }
    }

    private async Task ReleaseQuietlyAsync(LeasedMessage message)
    {
        try
        {
            await message.ReleaseAsync(TimeSpan.FromSeconds(1));
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "A message of queue '{Queue}' could not be given back; it comes back when its lease runs out", queue.Name);
        }
    }

    private async Task RenewAsync()
    {
        while (!stopped)
        {
            await Task.Delay(TimeSpan.FromSeconds(stopping.IsCancellationRequested ? 0.1 : 1), CancellationToken.None);
            try
            {
                await Parallel.ForEachAsync(
                    held.Keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (message, cancellation) => await message.RenewAsync(cancellation));
            }
            catch (RequestFailedException failure)
            {
                logger.LogWarning(failure, "Leases on queue '{Queue}' could not be renewed", queue.Name);
            }
        }
    }

    private async Task CreateWhereMissingAsync(Exception failure)
    {
        if (failure is RequestFailedException { ErrorCode: QueueErrorCodeQueueNotFound })
        {
            await queue.CreateIfNotExistsAsync();
        }
    }

    private const string QueueErrorCodeQueueNotFound = "QueueNotFound";
}
