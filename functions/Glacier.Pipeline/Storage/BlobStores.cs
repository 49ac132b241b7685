using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;

namespace Glacier.Pipeline.Storage;

/// <summary>
/// The account's blobs and queues. Inputs can be listed and read, never written. A product is committed in one piece: up to 4 MB in one request, larger
/// ones as uncommitted blocks that a last request joins; a writer that dies before leaves nothing behind. A blob carries the SHA-256 of its contents, and
/// writing the same contents again leaves it, and its ETag, as it is.
/// </summary>
public sealed class BlobStores(StorageConnection connection)
{
    private const string HashMetadata = "sha256";
    private const string OriginMetadata = "origin";
    private const int Attempts = 5;

    /// <summary>Makes the containers and queues that are not there. Where this program may not, they were made with the account.</summary>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        var containers = Containers.Inputs.Concat(Containers.Outputs)
            .Select(name => UnlessForbiddenAsync(() => connection.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellation)));
        var queues = Storage.Queues.All.Select(name => UnlessForbiddenAsync(() => connection.Queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellation)));
        await Task.WhenAll(containers.Concat(queues));
    }

    /// <summary>The blobs under a prefix, by name.</summary>
    public async IAsyncEnumerable<StoredBlob> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pages = connection.Blobs.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellation);
        await foreach (var blob in pages)
        {
            var properties = blob.Properties;
            yield return new StoredBlob(
                new BlobAddress(container, blob.Name), properties.ETag!.Value.ToString("H").Trim('"'), properties.ContentLength ?? 0,
                properties.LastModified ?? DateTimeOffset.MinValue, blob.Metadata.TryGetValue(HashMetadata, out var hash) ? hash : null,
                blob.Metadata.TryGetValue(OriginMetadata, out var origin) ? origin : null);
        }
    }

    /// <summary>The names directly below a prefix that end in a slash: folders.</summary>
    public async IAsyncEnumerable<string> FoldersAsync(string container, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in connection.Blobs.GetBlobContainerClient(container).GetBlobsByHierarchyAsync(delimiter: "/", cancellationToken: cancellation))
        {
            if (item.IsPrefix)
                yield return item.Prefix.TrimEnd('/');
        }
    }

    /// <summary>What is known of a blob; null where there is none.</summary>
    public async Task<StoredBlob?> FindAsync(BlobAddress address, CancellationToken cancellation = default)
    {
        try
        {
            var properties = (await Blob(address).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return new StoredBlob(
                address, properties.ETag.ToString("H").Trim('"'), properties.ContentLength, properties.LastModified,
                properties.Metadata.TryGetValue(HashMetadata, out var hash) ? hash : null,
                properties.Metadata.TryGetValue(OriginMetadata, out var origin) ? origin : null);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Streams a blob into a file and returns the SHA-256 of its contents.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public async Task<string> DownloadAsync(BlobAddress address, string path, CancellationToken cancellation = default)
    {
        try
        {
            using var source = (await Blob(address).DownloadStreamingAsync(cancellationToken: cancellation)).Value;
            await using var target = File.Create(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 17];
            int count;
            while ((count = await source.Content.ReadAsync(buffer, cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new FileNotFoundException($"There is no blob {address}.", missing);
        }
    }

    /// <summary>Reads a small JSON blob; null where there is none or it is not JSON of that shape.</summary>
    public async Task<T?> ReadJsonAsync<T>(BlobAddress address, CancellationToken cancellation = default)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await ReadAsync(address, cancellation), PipelineJson.Options);
        }
        catch (Exception absent) when (absent is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a small blob whole.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public async Task<byte[]> ReadAsync(BlobAddress address, CancellationToken cancellation = default)
    {
        try
        {
            return (await Blob(address).DownloadContentAsync(cancellation)).Value.Content.ToArray();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new FileNotFoundException($"There is no blob {address}.", missing);
        }
    }

    /// <summary>Writes JSON, as <see cref="WriteAsync(BlobAddress, byte[], string?, CancellationToken)"/> does.</summary>
    public Task<string> WriteJsonAsync<T>(BlobAddress address, T value, CancellationToken cancellation = default) =>
        WriteAsync(address, JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Indented), "application/json", cancellation);

    /// <summary>Writes bytes unless the blob already holds them; returns their SHA-256.</summary>
    /// <exception cref="InvalidOperationException">The container is one of inputs.</exception>
    public Task<string> WriteAsync(BlobAddress address, byte[] content, string? contentType = null, CancellationToken cancellation = default) =>
        CommitAsync(address, Convert.ToHexStringLower(SHA256.HashData(content)), () => new MemoryStream(content, writable: false), contentType, cancellation);

    /// <summary>Writes a file's contents unless the blob already holds them; returns their SHA-256.</summary>
    /// <exception cref="InvalidOperationException">The container is one of inputs.</exception>
    public async Task<string> WriteFileAsync(BlobAddress address, string path, string? contentType = null, CancellationToken cancellation = default)
    {
        string hash;
        await using (var file = File.OpenRead(path))
        {
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }

        return await CommitAsync(address, hash, () => File.OpenRead(path), contentType, cancellation);
    }

    /// <summary>
    /// Brings a DEM from elsewhere in, block by block: it appears whole, or not at all where reading or the check fails. The one way in which the pipeline writes an input.
    /// </summary>
    /// <param name="address">A blob of <see cref="Containers.Dems"/>.</param>
    /// <param name="replaces">Version of the blob to replace; null where there must be none.</param>
    /// <param name="origin">Where it comes from; ASCII, kept with the blob.</param>
    /// <param name="read">Fills a buffer and says how far; 0 at the end.</param>
    /// <param name="check">Called when everything is there; throws where it is not what it should be.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="RequestFailedException">Another blob has taken the place meanwhile (409, 412), or storage does not answer.</exception>
    public async Task<string> ImportAsync(
        BlobAddress address, string? replaces, string origin, Func<Memory<byte>, CancellationToken, Task<int>> read, Action check, CancellationToken cancellation = default)
    {
        if (address.Container != Containers.Dems)
            throw new InvalidOperationException($"{address}: only DEMs are brought in from elsewhere.");
        var blob = connection.Blobs.GetBlobContainerClient(address.Container).GetBlockBlobClient(address.Name);
        var buffer = new byte[8 << 20];
        var blocks = new List<string>();
        int count;
        while ((count = await read(buffer, cancellation)) > 0)
        {
            blocks.Add(Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(blocks.Count.ToString("D8", System.Globalization.CultureInfo.InvariantCulture))));
            using var content = new MemoryStream(buffer, 0, count, writable: false);
            await blob.StageBlockAsync(blocks[^1], content, cancellationToken: cancellation);
        }

        check();
        var options = new CommitBlockListOptions
        {
            Conditions = replaces is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(replaces) },
            HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypes.Of(address.Name) },
            Metadata = new Dictionary<string, string> { [OriginMetadata] = origin },
        };
        return (await blob.CommitBlockListAsync(blocks, options, cancellation)).Value.ETag.ToString("H").Trim('"');
    }

    /// <summary>Overwrites a blob of <see cref="Containers.Status"/> without looking at what it holds.</summary>
    public Task OverwriteStatusAsync<T>(BlobAddress address, T value, CancellationToken cancellation = default) =>
        Blob(Writable(address)).UploadAsync(
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Indented)),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } },
            cancellation);

    /// <summary>Removes a blob of an output container; nothing happens where there is none.</summary>
    /// <exception cref="InvalidOperationException">The container is one of inputs.</exception>
    public Task DeleteAsync(BlobAddress address, CancellationToken cancellation = default) => Blob(Writable(address)).DeleteIfExistsAsync(cancellationToken: cancellation);

    /// <summary>Puts a message into a queue.</summary>
    /// <exception cref="ArgumentException">The message is above 48 KB.</exception>
    public async Task SendAsync<T>(string queue, T message, TimeSpan? delay = null, CancellationToken cancellation = default) =>
        await Queue(queue).SendMessageAsync(Messages.MessageText.Write(message), delay, cancellationToken: cancellation);

    /// <summary>One of the account's queues.</summary>
    public QueueClient Queue(string name) => connection.Queues.GetQueueClient(name);

    private async Task<string> CommitAsync(BlobAddress address, string hash, Func<Stream> open, string? contentType, CancellationToken cancellation)
    {
        var blob = Blob(Writable(address));
        for (var attempt = 1; ; attempt++)
        {
            var present = await FindAsync(address, cancellation);
            if (present?.Sha256 == hash)
            {
                return hash;
            }

            var options = new BlobUploadOptions
            {
                Conditions = present is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(present.ETag) },
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType ?? ContentTypes.Of(address.Name) },
                Metadata = new Dictionary<string, string> { [HashMetadata] = hash },
                TransferOptions = new Azure.Storage.StorageTransferOptions { InitialTransferSize = 4 << 20, MaximumTransferSize = 4 << 20, MaximumConcurrency = 2 },
            };
            try
            {
                await using var content = open();
                await blob.UploadAsync(content, options, cancellation);
                return hash;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412 && attempt < Attempts)
            {
                // another writer was faster; the next look tells whether it wrote the same
            }
        }
    }

    private static async Task UnlessForbiddenAsync(Func<Task> create)
    {
        try
        {
            await create();
        }
        catch (RequestFailedException forbidden) when (forbidden.Status == 403)
        {
            // an identity with roles on single containers and queues makes none
        }
    }

    private static BlobAddress Writable(BlobAddress address) => Containers.Outputs.Contains(address.Container)
        ? address
        : throw new InvalidOperationException($"{address}: the container '{address.Container}' holds inputs, which are never written.");

    private BlobClient Blob(BlobAddress address) => connection.Blobs.GetBlobContainerClient(address.Container).GetBlobClient(address.Name);
}
