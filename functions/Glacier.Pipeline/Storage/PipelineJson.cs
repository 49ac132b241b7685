using System.Text.Json;
using System.Text.Json.Serialization;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Storage;

/// <summary>One way of writing JSON for messages, state and products.</summary>
public static class PipelineJson
{
    /// <summary>camelCase, nulls left out, epochs as <c>1958</c> or <c>2018-09-13</c>, NaN as <c>"NaN"</c>.</summary>
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    /// <summary>The same, indented, for what people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Converters = { new EpochJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class EpochJson : JsonConverter<Epoch>
    {
        public override Epoch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            try
            {
                return Epoch.Parse(text);
            }
            catch (FormatException broken)
            {
                throw new JsonException($"'{text}' is neither a year nor a date like 2018-09-13", broken);
            }
        }

        public override void Write(Utf8JsonWriter writer, Epoch value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
