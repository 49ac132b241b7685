using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Microsoft.DurableTask.History;

/// <summary>An execution's turns, and how long its blob is: the condition of the next append.</summary>
internal sealed record ExecutionHistory(List<Turn> Turns, long Length)
{
    public static ExecutionHistory Empty => new([], 0);
}

/// <summary>Histories as append blobs, one line a turn. An append is conditional on the length that was read, so of two writers one loses.</summary>
internal sealed class HistoryStore(BlobContainerClient container, PayloadStore payloads)
{
    private const int LargestLine = 3 * 1024 * 1024;

    /// <summary>The history of an execution, with the texts of the events it received; empty where there is none.</summary>
    public async Task<ExecutionHistory> ReadAsync(string instanceId, string executionId, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> content;
        try
        {
            content = (await container.GetBlobClient(BlobNames.History(instanceId, executionId)).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return ExecutionHistory.Empty;
        }

        var turns = new List<Turn>();
        foreach (var line in Lines(content))
        {
            var turn = await ReadLineAsync(line, cancellation);
            foreach (var received in turn.Received)
            {
                await payloads.LoadAsync(received.Payload, cancellation);
            }

            turns.Add(turn);
        }

        return new(turns, content.Length);
    }

    /// <summary>Commits a turn; null where another writer was faster.</summary>
    public async Task<ExecutionHistory?> TryAppendAsync(
        string instanceId, string executionId, ExecutionHistory history, Turn turn, CancellationToken cancellation)
    {
        var blob = container.GetAppendBlobClient(BlobNames.History(instanceId, executionId));
        var line = HubJson.Write(turn);
        if (line.Length > LargestLine)
        {
            // The line says where the turn lies. The content was written first, so the append still is the one moment of commitment.
            var large = new Payload(Encoding.UTF8.GetString(line));
            await payloads.SaveAsync(large, instanceId, cancellation);
            line = HubJson.Write(new TurnElsewhere(large.Blob!));
        }

        try
        {
            if (history.Length == 0)
            {
                await blob.CreateIfNotExistsAsync(cancellationToken: cancellation);
            }

            using var content = new MemoryStream([.. line, (byte)'\n']);
            var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = history.Length };
            await blob.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellation);
        }
        catch (RequestFailedException lost) when (lost.Status is 412 or 409 or 404)
        {
            return null;
        }

        history.Turns.Add(turn);
        return history with { Length = history.Length + line.Length + 1 };
    }

    public Task DeleteAsync(string instanceId, string executionId, CancellationToken cancellation) =>
        container.DeleteBlobIfExistsAsync(BlobNames.History(instanceId, executionId), cancellationToken: cancellation);

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        while (content.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return content[..end];
            content = content[(end + 1)..];
        }
    }

    private async Task<Turn> ReadLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        if (!line.Span.StartsWith("{\"elsewhere\""u8))
        {
            return HubJson.Read<Turn>(line.Span);
        }

        var large = new Payload(null, HubJson.Read<TurnElsewhere>(line.Span).Elsewhere);
        await payloads.LoadAsync(large, cancellation);
        return HubJson.Read<Turn>(Encoding.UTF8.GetBytes(large.Text!));
    }

    private sealed record TurnElsewhere(string Elsewhere);
}
