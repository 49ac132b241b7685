using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Glacier.Renderer;

/// <summary>Keeps a message hidden while its job runs.</summary>
internal sealed class MessageLease(QueueClient queue, QueueMessage message, TimeSpan visibility)
{
    private string _receipt = message.PopReceipt;

    /// <summary>Renews until cancelled; a message that another worker has meanwhile is left to it. A renewal under way is waited for: its receipt is the only one that counts.</summary>
    public async Task RenewAsync(CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(visibility / 3, done);
                _receipt = (await queue.UpdateMessageAsync(message.MessageId, _receipt, message.Body, visibility, CancellationToken.None)).Value.PopReceipt;
            }
        }
        catch (Exception over) when (over is OperationCanceledException or RequestFailedException)
        {
            // done, or lost: the work is idempotent, so that two workers on one job cost time only
        }
    }

    /// <summary>Makes the message visible at once, for another worker.</summary>
    public Task ReturnAsync() => UnlessLostAsync(() => queue.UpdateMessageAsync(message.MessageId, _receipt, message.Body, TimeSpan.FromSeconds(1)));

    /// <summary>The job is done.</summary>
    public Task DeleteAsync() => UnlessLostAsync(() => queue.DeleteMessageAsync(message.MessageId, _receipt));

    private static async Task UnlessLostAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RequestFailedException lost) when (lost.Status is 400 or 404)
        {
            // another worker has the message by now
        }
    }
}
