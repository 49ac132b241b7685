using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>
/// A message this process has taken. It is invisible to others for a short lease that is renewed while the work goes on,
/// so that after a crash another process gets it within that time.
/// </summary>
internal sealed class LeasedMessage(QueueClient queue, QueueMessage message)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private string receipt = message.PopReceipt;
    private DateTime renewedAt = DateTime.UtcNow;
    private bool released;

    public QueueMessage Message { get; } = message;

    /// <summary>False once another process may have the message.</summary>
    public bool IsHeld { get; private set; } = true;

    /// <summary>Renews the lease when a third of it has gone by.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        if (DateTime.UtcNow - renewedAt < RenewAfter)
        {
            return;
        }

        await ChangeAsync(async () =>
        {
            renewedAt = DateTime.UtcNow;
            receipt = (await queue.UpdateMessageAsync(Message.MessageId, receipt, visibilityTimeout: Lease, cancellationToken: cancellation)).Value.PopReceipt;
        });
    }

    /// <summary>Removes the message: its work is done.</summary>
    public Task DeleteAsync() => ChangeAsync(async () =>
    {
        released = true;
        await queue.DeleteMessageAsync(Message.MessageId, receipt, CancellationToken.None);
    });

    /// <summary>Gives the message back, visible again after the delay.</summary>
    public Task ReleaseAsync(TimeSpan delay) => ChangeAsync(async () =>
    {
        released = true;
        await queue.UpdateMessageAsync(Message.MessageId, receipt, visibilityTimeout: delay, cancellationToken: CancellationToken.None);
    });

    private async Task ChangeAsync(Func<Task> change)
    {
        await gate.WaitAsync();
        try
        {
            if (IsHeld && !released)
            {
                await change();
            }
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 400)
        {
            // The lease had run out and someone else has the message, or has done it. Whatever we did is recognised as a repetition.
            IsHeld = false;
        }
        finally
        {
            gate.Release();
        }
    }
}
