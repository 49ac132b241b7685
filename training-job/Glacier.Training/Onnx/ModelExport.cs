using System.Security.Cryptography;
using System.Text.Json;
using Glacier.Training.Onnx.Messages;
using Glacier.Vision.Onnx;

namespace Glacier.Training.Onnx;

/// <summary>What a card says of a network beside what its file shows.</summary>
/// <param name="Licence">Licence of the weights.</param>
/// <param name="TrainingData">Data trained on, with its terms.</param>
/// <param name="Metrics">Figures measured, by name.</param>
/// <param name="Channels">Names of the condition's channels, in order; null for a network without one.</param>
/// <param name="Steps">Training steps that the weights have seen.</param>
/// <param name="Config">Configuration record that the network was built and trained with; any object that serialises to JSON.</param>
/// <param name="Styles">Style codes that look good, the most typical first.</param>
/// <param name="Panorama">The space that a panorama network knows.</param>
public sealed record ModelNotes(
    string Licence,
    string TrainingData,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<string>? Channels = null,
    long? Steps = null,
    object? Config = null,
    IReadOnlyList<float[]>? Styles = null,
    PanoramaCard? Panorama = null);

/// <summary>Writes a network and its card, <c>name.onnx</c> and <c>name.json</c>, so that <see cref="Model.Load"/> accepts the pair.</summary>
public static class ModelExport
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes both files into a folder; the card last, so that no card stands beside another file than its own for longer than one move.</summary>
    /// <param name="folder">Folder; made when absent.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="model">The network.</param>
    /// <param name="meanings">What each input and output holds (range, order), by name; the shape is taken from the network.</param>
    /// <param name="notes">The rest of the card.</param>
    /// <returns>The card written.</returns>
    /// <exception cref="ArgumentException">An input or output has no meaning given, or the number of channels differs from the condition's.</exception>
    public static ModelCard Write(string folder, string name, ModelProto model, IReadOnlyDictionary<string, string> meanings, ModelNotes notes)
    {
        var bytes = OnnxFile.ToBytes(model);
        var card = new ModelCard(
            name,
            name + ".onnx",
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            model.Graph.Inputs.ToDictionary(value => value.Name, Describe),
            model.Graph.Outputs.ToDictionary(value => value.Name, Describe),
            notes.Licence,
            notes.TrainingData,
            notes.Metrics,
            Channels: notes.Channels,
            Steps: notes.Steps,
            Config: notes.Config is null ? null : JsonSerializer.SerializeToElement(notes.Config, s_json),
            Styles: notes.Styles,
            Panorama: notes.Panorama);
        if (notes.Channels is { } channels && model.Graph.Inputs.FirstOrDefault(input => input.Name == "condition") is { } condition && condition.Axes[1].Length != channels.Count)
        {
            throw new ArgumentException($"{channels.Count} channel names for a condition of {condition.Axes[1].Length} channels", nameof(notes));
        }

        Directory.CreateDirectory(folder);
        Put(Path.Combine(folder, card.File), path => File.WriteAllBytes(path, bytes));
        Put(Path.Combine(folder, name + ".json"), card.Write);
        return card;

        string Describe(ValueInfoProto value) => meanings.TryGetValue(value.Name, out var meaning)
            ? $"[{string.Join(", ", value.Axes.Select(axis => axis.Length is { } length ? $"{length}" : axis.Name))}] {meaning}"
            : throw new ArgumentException($"nothing says what {value.Name} holds", nameof(meanings));
    }

    private static void Put(string path, Action<string> write)
    {
        var partial = path + ".partial";
        write(partial);
        File.Move(partial, path, overwrite: true);
    }
}
