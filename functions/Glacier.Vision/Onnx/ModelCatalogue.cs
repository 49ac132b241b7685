using System.Collections.Concurrent;
using Glacier.Terrain;

namespace Glacier.Vision.Onnx;

/// <summary>The models of a folder, each loaded at its first use and kept.</summary>
/// <param name="folder">Folder of the cards <c>name.json</c>.</param>
/// <param name="files">Where their ONNX files may be; null: beside the cards.</param>
public sealed class ModelCatalogue(string folder, ModelFiles? files = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Model>> _models = new(StringComparer.Ordinal);

    /// <summary>The catalogue of this program: cards in its <c>models</c> folder, files there, in the cache, among the data beside it, or from their URL.</summary>
    public static ModelCatalogue OfProgram()
    {
        var folder = ModelFiles.ProgramFolder();
        return new(folder, ModelFiles.OfProgram(folder));
    }

    /// <summary>Names of the models that have a card here, sorted.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The card of a model, without loading the model; null where there is none.</summary>
    /// <exception cref="InvalidInputException">The card cannot be read.</exception>
    public ModelCard? Card(string name) => Names.Contains(name) ? ModelCard.Read(Path.Combine(folder, name + ".json")) : null;

    /// <summary>The model of a name; the same instance at every call.</summary>
    /// <exception cref="InvalidInputException">No such model, or <see cref="Model.Load"/> refuses it.</exception>
    public Model Get(string name)
    {
        if (!Names.Contains(name))
        {
            var known = Names.Count == 0 ? "none" : string.Join(", ", Names);
            throw new InvalidInputException(name, "no-model-card", $"no model {name}", $"one of: {known}", "Choose one of these, or put its card and ONNX file into the models folder.");
        }

        var model = _models.GetOrAdd(name, key => new Lazy<Model>(() => Model.Load(Path.Combine(folder, key + ".json"), files)));
        try
        {
            return model.Value;
        }
        catch (InvalidInputException)
        {
            // a failure is not kept: once mended, the model loads
            _models.TryRemove(new(name, model));
            throw;
        }
    }

    /// <summary>Whether a model can be loaded without a download: it has a card and its file is at one of the places.</summary>
    public bool IsAtHand(string name) =>
        Names.Contains(name) && (files ?? new ModelFiles([])).Find(ModelCard.Read(Path.Combine(folder, name + ".json")), folder) is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models.Values.Where(model => model.IsValueCreated))
        {
            model.Value.Dispose();
        }

        _models.Clear();
    }
}
