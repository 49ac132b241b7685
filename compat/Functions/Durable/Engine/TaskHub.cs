using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Messages;

namespace Microsoft.DurableTask.Engine;

/// <summary>The hub's storage: one container of histories, and the queues of events and of activities.</summary>
internal sealed partial class TaskHub
{
    /// <summary>A queue does not hide a message for longer than this; a later message is hidden again when it appears.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(6);

    private readonly BlobContainerClient container;

    /// <summary>Names the hub's parts.</summary>
    /// <exception cref="ArgumentException">The hub's name is not 3 to 45 letters and digits that begin with a letter.</exception>
    public TaskHub(string name, BlobServiceClient blobs, QueueServiceClient queues)
    {
        if (!HubName().IsMatch(name))
        {
            throw new ArgumentException(
                $"Task hub name '{name}' should contain only alphanumeric characters, start with a letter, and have length between 3 and 45.", nameof(name));
        }

        Name = name;
        var lower = name.ToLowerInvariant();
        container = blobs.GetBlobContainerClient(lower + "-history");
        Control = queues.GetQueueClient(lower + "-control");
        WorkItems = queues.GetQueueClient(lower + "-workitems");
        Payloads = new(container);
        Histories = new(container, Payloads);
        Instances = new(container);
    }

    public string Name { get; }

    public QueueClient Control { get; }

    public QueueClient WorkItems { get; }

    public PayloadStore Payloads { get; }

    public HistoryStore Histories { get; }

    public InstanceStore Instances { get; }

    /// <summary>Told after a message was sent: whether it is an activity, and its delay. Lets this process look at once.</summary>
    public Action<bool, TimeSpan>? Sent { get; set; }

    public async Task CreateAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await Control.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await WorkItems.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    /// <summary>Sends an event to its instance, to be taken when it is due.</summary>
    public Task SendAsync(HubEvent message, CancellationToken cancellation) => SendAsync(message, wake: true, cancellation);

    /// <summary>Sends an event; without waking this process, where its time has not come before the sender has done something else.</summary>
    public async Task SendAsync(HubEvent message, bool wake, CancellationToken cancellation)
    {
        await Payloads.SaveAsync(message.Payload, message.InstanceId, cancellation);
        await SendAsync(Control, HubJson.Write(message), DelayUntil(message.DueAt), wake, cancellation);
    }

    public async Task SendAsync(ActivityCall message, CancellationToken cancellation)
    {
        await Payloads.SaveAsync(message.Input, message.InstanceId, cancellation);
        await SendAsync(WorkItems, HubJson.Write(message), TimeSpan.Zero, wake: true, cancellation);
    }

    /// <summary>Makes this process look at the queue of events, where a sender waited with that.</summary>
    public void Wake() => Sent?.Invoke(false, TimeSpan.Zero);

    /// <summary>For how long a message must stay hidden: whole seconds as the service counts, not beyond its limit, never too long.</summary>
    public static TimeSpan DelayUntil(DateTimeOffset? due)
    {
        if (due is not { } time)
        {
            return TimeSpan.Zero;
        }

        var left = time - DateTimeOffset.UtcNow;
        return left > LongestDelay ? LongestDelay : TimeSpan.FromSeconds(Math.Max(0, Math.Floor(left.TotalSeconds)));
    }

    private async Task SendAsync(QueueClient queue, byte[] body, TimeSpan delay, bool wake, CancellationToken cancellation)
    {
        await queue.SendMessageAsync(BinaryData.FromBytes(body), delay, TimeSpan.FromSeconds(-1), cancellation);
        if (wake || delay > TimeSpan.Zero)
        {
            Sent?.Invoke(queue == WorkItems, delay);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubName();
}
