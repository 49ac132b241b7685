using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Glacier.Pipeline.Storage;

/// <summary>The storage account: by identity where the settings name an account, by connection string otherwise.</summary>
/// <param name="Blobs">Its blobs.</param>
/// <param name="Queues">Its queues; messages travel as Base64, as Event Grid and the Functions host write them.</param>
public sealed record StorageConnection(BlobServiceClient Blobs, QueueServiceClient Queues)
{
    private const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// Reads <c>AzureWebJobsStorage__accountName</c>, or <c>__blobServiceUri</c> with <c>__queueServiceUri</c> (identity; <c>__clientId</c> names a user-assigned one),
    /// or the connection string <c>AzureWebJobsStorage</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">None of them is set.</exception>
    public static StorageConnection From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        var account = section["accountName"];
        var blobs = section["blobServiceUri"] ?? (account is null ? null : $"https://{account}.blob.core.windows.net");
        var queues = section["queueServiceUri"] ?? (account is null ? null : $"https://{account}.queue.core.windows.net");
        if (blobs is not null && queues is not null)
        {
            var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
            return ByIdentity(new Uri(blobs), new Uri(queues), identity);
        }

        return ByConnectionString(
            configuration[Setting]
            ?? throw new InvalidOperationException($"{Setting} is not set: give {Setting}__accountName, or {Setting}__blobServiceUri and {Setting}__queueServiceUri, or a connection string."));
    }

    /// <summary>Keyless.</summary>
    public static StorageConnection ByIdentity(Uri blobs, Uri queues, TokenCredential identity) =>
        new(new BlobServiceClient(blobs, identity), new QueueServiceClient(queues, identity, Encoding));

    /// <summary>With a key, as the local emulator wants it.</summary>
    public static StorageConnection ByConnectionString(string text) => new(new BlobServiceClient(text), new QueueServiceClient(text, Encoding));

    private static QueueClientOptions Encoding => new() { MessageEncoding = QueueMessageEncoding.Base64 };
}
