using System.Text.Json;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Messages;

/// <summary>Messages as JSON text. They hold names, not pixels: none is above 48 KB.</summary>
public static class MessageText
{
    /// <summary>Most UTF-8 bytes of a message.</summary>
    public const int LargestBytes = 48 * 1024;

    /// <summary>A message as JSON.</summary>
    /// <exception cref="ArgumentException">It is above 48 KB.</exception>
    public static string Write<T>(T message)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, PipelineJson.Options);
        return bytes.Length <= LargestBytes
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : throw new ArgumentException($"a {typeof(T).Name} of {bytes.Length} bytes; messages hold names, at most {LargestBytes} bytes", nameof(message));
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">Not JSON of that shape.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, PipelineJson.Options) ?? throw new JsonException($"an empty {typeof(T).Name}");
}
