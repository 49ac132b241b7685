using System.Text.Json;
using Glacier.Terrain;

namespace Glacier.Vision.Onnx;

/// <summary>What stands beside a network's file as <c>name.json</c>.</summary>
/// <param name="Name">Name of the model, equal to the file's name without extension.</param>
/// <param name="File">Name of the ONNX file: beside the card, or where <see cref="ModelFiles"/> looks.</param>
/// <param name="Sha256">SHA-256 of that file, hexadecimal.</param>
/// <param name="Inputs">Tensor name to what it holds: shape, range, channel order.</param>
/// <param name="Outputs">Tensor name to what it holds.</param>
/// <param name="Licence">Licence of the weights.</param>
/// <param name="TrainingData">Data trained on, with its terms.</param>
/// <param name="Metrics">Figures measured, by name.</param>
/// <param name="Url">Where the file is downloaded from when it is not bundled; null: nowhere.</param>
/// <param name="Terms">Terms of use beyond the licence's name.</param>
/// <param name="Source">Where the file comes from and, without a URL, how to get it.</param>
/// <param name="Expose">Inner tensors to make outputs as well, such as features.</param>
/// <param name="Channels">Names of the condition's channels, in order.</param>
/// <param name="Steps">Training steps that the weights have seen.</param>
/// <param name="Config">Configuration that the network was built and trained with.</param>
/// <param name="Styles">Style codes that look good, the most typical first.</param>
/// <param name="Calibration">Knots [raw, calibrated] of the map from the network's probabilities to calibrated ones, linear between.</param>
/// <param name="Panorama">The space that a panorama network knows.</param>
public sealed record ModelCard(
    string Name,
    string File,
    string Sha256,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs,
    string Licence,
    string TrainingData = "",
    IReadOnlyDictionary<string, double>? Metrics = null,
    string? Url = null,
    string? Terms = null,
    string? Source = null,
    IReadOnlyList<string>? Expose = null,
    IReadOnlyList<string>? Channels = null,
    long? Steps = null,
    JsonElement? Config = null,
    IReadOnlyList<float[]>? Styles = null,
    IReadOnlyList<float[]>? Calibration = null,
    PanoramaCard? Panorama = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a card.</summary>
    /// <exception cref="InvalidInputException">Absent, not JSON, or a field is missing.</exception>
    public static ModelCard Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!System.IO.File.Exists(path))
        {
            throw new InvalidInputException(name, "no-model-card", $"no file {name}", "a model card beside the ONNX file", "Put the card that came with the model beside it.");
        }

        try
        {
            return JsonSerializer.Deserialize<ModelCard>(System.IO.File.ReadAllText(path), s_json) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(name, "model-card-unreadable", error.Message, "JSON with name, file, sha256, inputs, outputs and licence", "Restore the card that came with the model.");
        }
    }

    /// <summary>Writes the card.</summary>
    public void Write(string path) => System.IO.File.WriteAllText(path, JsonSerializer.Serialize(this, s_json));
}
