using System.Collections.Concurrent;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Storage accounts by the name of their setting: a connection string, or the account's name or addresses for a managed identity.</summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    public const string Default = "AzureWebJobsStorage";

    private const string Emulator = "UseDevelopmentStorage=true";

    private readonly ConcurrentDictionary<(string, QueueMessageEncoding), QueueServiceClient> queues = new();
    private readonly ConcurrentDictionary<string, BlobServiceClient> blobs = new();

    public BlobServiceClient Blobs(string? connection) => blobs.GetOrAdd(connection ?? Default, name =>
        ConnectionString(name) is { } text ? new(text) : new(Address(name, "blob"), new DefaultAzureCredential()));

    public QueueServiceClient Queues(string? connection, QueueMessageEncoding encoding) => queues.GetOrAdd((connection ?? Default, encoding), key =>
    {
        var options = new QueueClientOptions { MessageEncoding = encoding };
        return ConnectionString(key.Item1) is { } text ? new(text, options) : new(Address(key.Item1, "queue"), new DefaultAzureCredential(), options);
    });

    private string? ConnectionString(string name)
    {
        var text = configuration[name] ?? configuration["AzureWebJobs" + name] ?? configuration.GetConnectionString(name);
        return string.IsNullOrWhiteSpace(text) ? null : text.StartsWith(Emulator, StringComparison.OrdinalIgnoreCase) ? Emulator : text;
    }

    private Uri Address(string name, string service)
    {
        var section = configuration.GetSection(name).Exists() ? configuration.GetSection(name) : configuration.GetSection("AzureWebJobs" + name);
        return section[service + "ServiceUri"] is { } address ? new(address)
            : section["accountName"] is { } account ? new($"https://{account}.{service}.core.windows.net")
            : throw new InvalidOperationException(
                $"The setting '{name}' is missing: it holds a storage connection string, or '{name}__accountName' the account for a managed identity.");
    }
}
