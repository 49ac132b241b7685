using System.Collections;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Glacier.Terrain;

namespace Glacier.Training.Storage;

/// <summary>The storage account's container of networks: data sets below <c>data/</c>, runs below <c>training/NAME/</c>.</summary>
internal static class ModelsContainer
{
    /// <summary>The value of <c>--data</c> and <c>--out</c> that means this container.</summary>
    public const string Word = "blob";

    private const string Name = "models";
    private const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// Connects as the whole project does: by identity where <c>AzureWebJobsStorage__accountName</c> or <c>__blobServiceUri</c> is set (<c>__clientId</c> names a user-assigned one),
    /// else by the connection string <c>AzureWebJobsStorage</c>.
    /// </summary>
    /// <param name="environment">Environment variables.</param>
    /// <exception cref="InvalidInputException">None of them is set, or the connection string is none.</exception>
    public static BlobContainerClient Connect(IDictionary environment)
    {
        var container = Account(environment).GetBlobContainerClient(Name);
        try
        {
            container.CreateIfNotExists();
        }
        catch (RequestFailedException forbidden) when (forbidden.Status == 403)
        {
            // an identity with a role on the container alone makes none
        }

        return container;
    }

    /// <summary>First line of what storage said; the rest are headers.</summary>
    public static string Reason(Exception error) => (error is AggregateException all ? all.InnerExceptions[^1] : error).Message.Split('\n')[0].TrimEnd();

    /// <summary>Whether an error is storage's: refused, absent or out of reach.</summary>
    public static bool IsOfStorage(Exception error) => error is RequestFailedException or AuthenticationFailedException or AggregateException { InnerException: RequestFailedException or AuthenticationFailedException };

    private static BlobServiceClient Account(IDictionary environment)
    {
        var account = Value("__accountName");
        var address = Value("__blobServiceUri") ?? (account is null ? null : $"https://{account}.blob.core.windows.net");
        if (address is not null)
        {
            return new(new Uri(address), new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = Value("__clientId") }));
        }

        var connection = Value("") ?? throw Refused("nothing");
        try
        {
            return new(connection);
        }
        catch (FormatException)
        {
            throw Refused("a text that is no connection string");
        }

        string? Value(string member) => environment[Setting + member] is string { Length: > 0 } text ? text : null;

        static InvalidInputException Refused(string found) => new(
            "environment", "no-storage", $"{Setting}: {found}", $"{Setting}__accountName, {Setting}__blobServiceUri or a connection string in {Setting}", $"Set one of them for --data {Word} and --out {Word}.");
    }
}
