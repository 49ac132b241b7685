using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.History;

/// <summary>A record and the ETag it was read with.</summary>
internal sealed record StoredInstance(InstanceRecord Record, ETag ETag);

/// <summary>Instance records as blobs; every write is conditional on what was read. Status and creation lie in the metadata too, for queries.</summary>
internal sealed class InstanceStore(BlobContainerClient container)
{
    private const string Status = "status";
    private const string Created = "created";

    public async Task<StoredInstance?> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            var blob = (await container.GetBlobClient(BlobNames.Instance(instanceId)).DownloadContentAsync(cancellation)).Value;
            return new(HubJson.Read<InstanceRecord>(blob.Content.ToMemory().Span), blob.Details.ETag);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes a record in the place of the one that was read (none: null); null where another writer was faster.</summary>
    public async Task<StoredInstance?> TryWriteAsync(InstanceRecord record, ETag? replaces, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = replaces is { } etag ? new() { IfMatch = etag } : new() { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string>
            {
                [Status] = record.Status.ToString(),
                [Created] = record.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            },
        };
        try
        {
            var blob = container.GetBlobClient(BlobNames.Instance(record.InstanceId));
            var written = await blob.UploadAsync(BinaryData.FromBytes(HubJson.Write(record)), options, cancellation);
            return new(record, written.Value.ETag);
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>The names of the records that a filter lets through, a page at a time.</summary>
    public async IAsyncEnumerable<(IReadOnlyList<string> Names, string? Continuation)> ListAsync(
        string? idPrefix,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlyCollection<OrchestrationRuntimeStatus>? statuses,
        string? continuation,
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var prefix = BlobNames.Instances + BlobNames.Escape(idPrefix ?? "");
        var pages = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellation).AsPages(continuation, pageSize);
        await foreach (var page in pages)
        {
            var names = page.Values.Where(blob => Matches(blob.Metadata, from, to, statuses)).Select(blob => blob.Name).ToList();
            yield return (names, string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        }
    }

    public async Task<InstanceRecord?> ReadByNameAsync(string blobName, CancellationToken cancellation)
    {
        try
        {
            return HubJson.Read<InstanceRecord>((await container.GetBlobClient(blobName).DownloadContentAsync(cancellation)).Value.Content.ToMemory().Span);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Removes the record, the histories and the large values of an instance.</summary>
    public async Task<bool> PurgeAsync(StoredInstance instance, CancellationToken cancellation)
    {
        var id = instance.Record.InstanceId;
        try
        {
            await container.GetBlobClient(BlobNames.Instance(id)).DeleteAsync(conditions: new() { IfMatch = instance.ETag }, cancellationToken: cancellation);
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            return false;
        }

        foreach (var prefix in new[] { BlobNames.Histories(id), BlobNames.Payloads(id) })
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellation))
            {
                await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
            }
        }

        return true;
    }

    private static bool Matches(
        IDictionary<string, string> metadata, DateTimeOffset? from, DateTimeOffset? to, IReadOnlyCollection<OrchestrationRuntimeStatus>? statuses)
    {
        var created = DateTimeOffset.Parse(metadata[Created], CultureInfo.InvariantCulture);
        return (from is null || created >= from) && (to is null || created <= to)
            && (statuses is null || statuses.Contains(Enum.Parse<OrchestrationRuntimeStatus>(metadata[Status])));
    }
}
