using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;

namespace Microsoft.DurableTask.History;

/// <summary>Keeps large values beside the history, named by their content, so that writing one twice changes nothing.</summary>
internal sealed class PayloadStore(BlobContainerClient container)
{
    /// <summary>Above this many UTF-8 bytes a value does not travel in messages and histories. A message holds 48 KB, and JSON may double the text.</summary>
    public const int LargestInPlace = 16 * 1024;

    /// <summary>Moves a large value into a blob.</summary>
    public async Task SaveAsync(Payload? payload, string instanceId, CancellationToken cancellation)
    {
        if (payload is not { Blob: null, Text: { } text } || Encoding.UTF8.GetByteCount(text) <= LargestInPlace)
        {
            return;
        }

        var content = Encoding.UTF8.GetBytes(text);
        var name = BlobNames.Payload(instanceId, Convert.ToHexStringLower(SHA256.HashData(content)));
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellation);
        payload.Blob = name;
    }

    /// <summary>Reads a value that lies in a blob, once.</summary>
    /// <exception cref="RequestFailedException">404 where the instance has been purged meanwhile.</exception>
    public async Task LoadAsync(Payload? payload, CancellationToken cancellation)
    {
        if (payload is { Text: null, Blob: { } name })
        {
            payload.Text = (await container.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content.ToString();
        }
    }
}
