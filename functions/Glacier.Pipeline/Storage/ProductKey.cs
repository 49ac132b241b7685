using System.Security.Cryptography;
using System.Text.Json;

namespace Glacier.Pipeline.Storage;

/// <summary>What a product was made from: hash of its inputs' content hashes, the options and the step's version. Equal keys mean equal products.</summary>
/// <param name="Value">32 hexadecimal digits.</param>
public readonly record struct ProductKey(string Value)
{
    /// <summary>Key of a step's products.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="version">Raised whenever the step would make something else of the same inputs.</param>
    /// <param name="inputs">Content hashes or keys of the inputs; their order counts.</param>
    /// <param name="options">Whatever else decides, written as JSON.</param>
    public static ProductKey Of(string step, int version, IEnumerable<string> inputs, object? options = null)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new { step, version, inputs, options }, PipelineJson.Options);
        return new(Convert.ToHexStringLower(SHA256.HashData(text))[..32]);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
