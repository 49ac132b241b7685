using System.Collections;
using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>Writes what functions return to the queues that their output bindings name.</summary>
internal sealed class QueueOutputs(StorageConnections storage, SettingNames names, IOptions<JsonSerializerOptions> json)
{
    /// <summary>Sends the result's messages, and gives the part of it that is the HTTP answer.</summary>
    public async Task<object?> SendAsync(FunctionDescription function, object? result)
    {
        if (result is null)
        {
            return null;
        }

        if (function.Method.GetCustomAttribute<QueueOutputAttribute>() is { } whole)
        {
            await SendAsync(whole, result);
            return null;
        }

        object? answer = result;
        foreach (var property in result.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<QueueOutputAttribute>() is { } output && property.GetValue(result) is { } value)
            {
                await SendAsync(output, value);
            }

            if (property.GetCustomAttribute<HttpResultAttribute>() is not null)
            {
                answer = property.GetValue(result);
            }
        }

        return answer;
    }

    private async Task SendAsync(QueueOutputAttribute output, object value)
    {
        var queue = storage.Queues(output.Connection, QueueMessageEncoding.Base64).GetQueueClient(names.Resolve(output.QueueName));
        await queue.CreateIfNotExistsAsync();
        foreach (var item in value is IEnumerable several and not string and not byte[]? several.Cast<object>() : [value])
        {
            await queue.SendMessageAsync(item switch
            {
                string text => BinaryData.FromString(text),
                byte[] bytes => BinaryData.FromBytes(bytes),
                BinaryData data => data,
                _ => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(item, item.GetType(), json.Value)),
            });
        }
    }
}
