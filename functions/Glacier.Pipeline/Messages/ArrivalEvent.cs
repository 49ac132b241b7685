using System.Text.Json.Serialization;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Messages;

/// <summary>Event Grid's <c>Microsoft.Storage.BlobCreated</c>, as a storage queue receives it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="EventType">Always <see cref="BlobCreated"/> here.</param>
/// <param name="Subject"><c>/blobServices/default/containers/{container}/blobs/{name}</c>.</param>
/// <param name="EventTime">When, UTC.</param>
/// <param name="Topic">The storage account.</param>
/// <param name="Data">The blob.</param>
/// <param name="DataVersion">Version of the data's schema.</param>
/// <param name="MetadataVersion">Version of the event's schema.</param>
public sealed record ArrivalEvent(
    string Id, string EventType, string Subject, DateTimeOffset EventTime, string Topic, ArrivalData Data, string DataVersion = "", string MetadataVersion = "1")
{
    /// <summary>The one type of event taken.</summary>
    public const string BlobCreated = "Microsoft.Storage.BlobCreated";

    private const string Before = "/blobServices/default/containers/";
    private const string Between = "/blobs/";

    /// <summary>The event that says a blob was created.</summary>
    public static ArrivalEvent Of(StoredBlob blob) => new(
        BlobNames.Hash($"{blob.Address} {blob.ETag}"), BlobCreated, $"{Before}{blob.Address.Container}{Between}{blob.Address.Name}", blob.Uploaded, "local",
        new ArrivalData("PutBlob", blob.ETag, blob.Length, $"local:///{blob.Address}"));

    /// <summary>Where the blob lies; null where the event is of something else.</summary>
    [JsonIgnore]
    public BlobAddress? Blob
    {
        get
        {
            var between = Subject.IndexOf(Between, StringComparison.Ordinal);
            return EventType == BlobCreated && Subject.StartsWith(Before, StringComparison.Ordinal) && between > 0
                ? new BlobAddress(Subject[Before.Length..between], Subject[(between + Between.Length)..])
                : null;
        }
    }
}

/// <summary>What Event Grid says of a new blob.</summary>
/// <param name="Api">The storage call that made it.</param>
/// <param name="ETag">Its version.</param>
/// <param name="ContentLength">Bytes.</param>
/// <param name="Url">Its address.</param>
public sealed record ArrivalData(string? Api, string? ETag, long ContentLength, string? Url);
