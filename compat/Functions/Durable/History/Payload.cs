using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.History;

/// <summary>A serialized value: in place when small, the name of a blob when large. The text is kept in memory beside the name once it has been read.</summary>
internal sealed class Payload
{
    [JsonConstructor]
    public Payload(string? inPlace, string? blob)
    {
        Text = inPlace;
        Blob = blob;
    }

    public Payload(string text)
        : this(text, null)
    {
    }

    [JsonIgnore]
    public string? Text { get; set; }

    [JsonPropertyName("text")]
    public string? InPlace => Blob is null ? Text : null;

    [JsonPropertyName("blob")]
    public string? Blob { get; set; }

    public static Payload? Of(string? text) => text is null ? null : new(text);
}
