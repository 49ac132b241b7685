using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Triggers;

/// <summary>
/// Calls a function for each message of its queue. A message whose function fails comes back; after the last try it goes to <c>QUEUE-poison</c>.
/// </summary>
internal sealed class QueueListener
{
    private readonly FunctionDescription function;
    private readonly FunctionInvoker invoker;
    private readonly QueueOutputs outputs;
    private readonly HostOptions options;
    private readonly JsonSerializerOptions json;
    private readonly ILogger logger;
    private readonly QueueClient queue;
    private readonly QueueClient poison;
    private readonly QueuePump pump;
    private readonly CancellationTokenSource stopping = new();

    public QueueListener(
        FunctionDescription function,
        QueueServiceClient account,
        string queueName,
        FunctionInvoker invoker,
        QueueOutputs outputs,
        HostOptions options,
        JsonSerializerOptions json,
        ILogger logger)
    {
        (this.function, this.invoker, this.outputs, this.options, this.json, this.logger) = (function, invoker, outputs, options, json, logger);
        queue = account.GetQueueClient(queueName);
        poison = account.GetQueueClient(queueName + "-poison");
        pump = new(queue, new(options.QueueBatchSize, Room, options.QueueMaxPollingInterval), HandleAsync, logger);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
        pump.Start();
    }

    public async Task StopAsync(CancellationToken deadline)
    {
        await stopping.CancelAsync();
        await pump.StopAsync(deadline);
    }

    /// <summary>A new batch is fetched once no more than the threshold are left of those at work.</summary>
    private int Room() => pump.HeldCount <= options.QueueNewBatchThreshold ? options.QueueBatchSize : 0;

    private async Task HandleAsync(LeasedMessage lease)
    {
        var message = lease.Message;
        if (message.DequeueCount > options.QueueMaxDequeueCount)
        {
            await PoisonAsync(lease);
            return;
        }

        try
        {
            var body = Decode(message);
            using var scope = invoker.CreateScope();
            var invocation = new Invocation(
                function, body, Data(message, body), scope.ServiceProvider, (int)message.DequeueCount - 1, options.QueueMaxDequeueCount);
            var result = await invoker.InvokeAsync(invocation, stopping.Token, type => Read(message, body, type));
            await outputs.SendAsync(function, result);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await lease.ReleaseAsync(TimeSpan.Zero);
            return;
        }
        catch (Exception failure)
        {
            logger.LogWarning(
                "Message {Id} of queue '{Queue}' failed (try {Try} of {Most}): {Failure}",
                message.MessageId, queue.Name, message.DequeueCount, options.QueueMaxDequeueCount, failure.Message);
            await (message.DequeueCount >= options.QueueMaxDequeueCount ? PoisonAsync(lease) : lease.ReleaseAsync(options.QueueVisibilityTimeout));
            return;
        }

        await lease.DeleteAsync();
    }

    private async Task PoisonAsync(LeasedMessage lease)
    {
        logger.LogError("Message {Id} of queue '{Queue}' goes to '{Poison}'", lease.Message.MessageId, queue.Name, poison.Name);
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(lease.Message.Body, timeToLive: TimeSpan.FromSeconds(-1));
        await lease.DeleteAsync();
    }

    /// <summary>The text of a message. The queue is read as it is stored, so that a message of a wrong encoding can be kept as it came.</summary>
    private string Decode(QueueMessage message) => options.QueueEncoding == QueueMessageEncoding.None
        ? message.Body.ToString()
        : Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString()));

    private object? Read(QueueMessage message, string body, Type type)
    {
        if (type == typeof(QueueMessage))
        {
            return QueuesModelFactory.QueueMessage(
                message.MessageId, message.PopReceipt, BinaryData.FromString(body), message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
        }

        return type == typeof(BinaryData) ? BinaryData.FromString(body)
            : type == typeof(byte[]) ? Encoding.UTF8.GetBytes(body)
            : JsonSerializer.Deserialize(body, type, json);
    }

    private static Dictionary<string, object?> Data(QueueMessage message, string body)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (body.AsSpan().TrimStart().StartsWith("{"))
        {
            try
            {
                foreach (var property in JsonDocument.Parse(body).RootElement.EnumerateObject())
                {
                    data[property.Name] = property.Value;
                }
            }
            catch (JsonException)
            {
                // A text that only looks like JSON has no parts to bind to.
                data.Clear();
            }
        }

        data["QueueTrigger"] = body;
        data["Id"] = message.MessageId;
        data["DequeueCount"] = message.DequeueCount;
        data["PopReceipt"] = message.PopReceipt;
        data["InsertionTime"] = message.InsertedOn;
        data["ExpirationTime"] = message.ExpiresOn;
        data["NextVisibleTime"] = message.NextVisibleOn;
        return data;
    }
}
