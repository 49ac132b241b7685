using System.Collections.Concurrent;
using Glacier.Terrain;

namespace Glacier.Vision.Onnx;

/// <summary>The models of a folder, each loaded at its first use and kept.</summary>
/// <param name="folder">Folder of <c>name.json</c> and <c>name.onnx</c>.</param>
public sealed class ModelCatalogue(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Model>> _models = new(StringComparer.Ordinal);

    /// <summary>Names of the models that have a card here, sorted.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The model of a name; the same instance at every call.</summary>
    /// <exception cref="InvalidInputException">No such model, or <see cref="Model.Load"/> refuses it.</exception>
    public Model Get(string name)
    {
        if (!Names.Contains(name))
        {
            var known = Names.Count == 0 ? "none" : string.Join(", ", Names);
            throw new InvalidInputException(name, "no-model-card", $"no model {name}", $"one of: {known}", "Choose one of these, or put its card and ONNX file into the models folder.");
        }

        var model = _models.GetOrAdd(name, key => new Lazy<Model>(() => Model.Load(Path.Combine(folder, key + ".json"))));
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
