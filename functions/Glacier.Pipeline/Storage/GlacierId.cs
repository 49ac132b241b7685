using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glacier.Terrain;

namespace Glacier.Pipeline.Storage;

/// <summary>Name of a glacier: the first folder of its blobs, the id of its orchestration, part of every product's name.</summary>
/// <remarks>1–63 letters, digits, <c>-</c>, <c>_</c> or single inner dots, beginning with a letter or digit.</remarks>
[JsonConverter(typeof(GlacierIdJson))]
public readonly record struct GlacierId
{
    private readonly string? _value;

    private GlacierId(string value) => _value = value;

    /// <summary>The name as text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("An empty GlacierId has no name.");

    /// <summary>Reads a name.</summary>
    /// <exception cref="InvalidInputException">Rule <c>glacier-name</c>: the text is not a glacier's name.</exception>
    public static GlacierId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new InvalidInputException(
            BlobNames.Shorten(text),
            "glacier-name",
            text.Length > 63 ? $"a name of {text.Length} characters" : $"the name '{text}'",
            "1 to 63 letters, digits, '-', '_' or single dots, beginning with a letter or digit",
            "Rename the glacier's folder, for example 'aletsch'.");

    /// <summary>Reads a name; false where the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GlacierId id)
    {
        var good = text is { Length: > 0 and <= 63 }
            && char.IsAsciiLetterOrDigit(text[0])
            && text[^1] != '.'
            && !text.Contains("..", StringComparison.Ordinal)
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        id = good ? new GlacierId(text!) : default;
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>For headings, where nobody gave a name: <c>great-aletsch</c> becomes <c>Great Aletsch</c>.</summary>
    [JsonIgnore]
    public string DisplayName => string.Join(' ', Value.Split('-', '_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>Writes a <see cref="GlacierId"/> as its text.</summary>
internal sealed class GlacierIdJson : JsonConverter<GlacierId>
{
    public override GlacierId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GlacierId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("not a glacier's name");

    public override void Write(Utf8JsonWriter writer, GlacierId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
