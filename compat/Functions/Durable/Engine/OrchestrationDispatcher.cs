using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.DurableTask.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Takes messages from the queue of events. Those of one instance are handled one batch after the other: what arrives while a batch is handled
/// forms the next one.
/// </summary>
internal sealed class OrchestrationDispatcher
{
    private const int MostHeld = 256;
    private const int LargestBatch = 64;

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Mailbox> mailboxes = [];
    private readonly Lock gate = new();
    private readonly TaskHub hub;
    private readonly InstanceTurns turns;
    private readonly SemaphoreSlim slots;
    private readonly CancellationTokenSource stopping = new();

    public OrchestrationDispatcher(TaskHub hub, InstanceTurns turns, HubOptions options, ILogger logger)
    {
        this.hub = hub;
        this.turns = turns;
        slots = new(options.MaxConcurrentOrchestrators);
        Pump = new(hub.Control, new(32, () => MostHeld - Pump!.HeldCount, TimeSpan.FromSeconds(1), BeginInOrder: true), HandleAsync, logger);
    }

    public QueuePump Pump { get; }

    public async Task StopAsync(CancellationToken deadline)
    {
        await stopping.CancelAsync();
        await Pump.StopAsync(deadline);
    }

    private async Task HandleAsync(LeasedMessage lease)
    {
        var message = HubJson.Read<HubEvent>(lease.Message.Body.ToMemory().Span);
        if (message.DueAt is { } due && due > DateTimeOffset.UtcNow && !await WaitAsync(lease, due))
        {
            return;
        }

        var mail = new Mail(new(lease, message));
        lock (gate)
        {
            if (!mailboxes.TryGetValue(message.InstanceId, out var mailbox))
            {
                mailboxes[message.InstanceId] = mailbox = new();
                _ = Task.Run(() => DrainAsync(message.InstanceId, mailbox));
            }

            mailbox.Waiting.Enqueue(mail);
        }

        await mail.Done.Task;
    }

    /// <summary>Waits out the rest of a delay, or hides the message again where that is long. True when it is due.</summary>
    private async Task<bool> WaitAsync(LeasedMessage lease, DateTimeOffset due)
    {
        var left = due - DateTimeOffset.UtcNow;
        if (left < ShortWait && !stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(left, stopping.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                left = due - DateTimeOffset.UtcNow;
            }
        }

        await lease.ReleaseAsync(left < ShortWait ? TimeSpan.Zero : TaskHub.DelayUntil(due));
        Pump.WakeAfter(left);
        return false;
    }

    private async Task DrainAsync(string instanceId, Mailbox mailbox)
    {
        while (true)
        {
            await slots.WaitAsync();
            var batch = new List<Mail>();
            lock (gate)
            {
                while (batch.Count < LargestBatch && mailbox.Waiting.TryDequeue(out var mail))
                {
                    batch.Add(mail);
                }

                if (batch.Count == 0)
                {
                    mailboxes.Remove(instanceId);
                    slots.Release();
                    return;
                }
            }

            try
            {
                await turns.HandleAsync(instanceId, [.. batch.Select(mail => mail.Held)], CancellationToken.None);
                batch.ForEach(mail => mail.Done.SetResult());
            }
            catch (Exception failure)
            {
                batch.ForEach(mail => mail.Done.SetException(failure));
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private sealed class Mailbox
    {
        public Queue<Mail> Waiting { get; } = new();
    }

    private sealed record Mail(HeldEvent Held)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
