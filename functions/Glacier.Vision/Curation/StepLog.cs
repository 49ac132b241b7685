using System.Text.Json;

namespace Glacier.Vision.Curation;

/// <summary>Results of a long step, one line each, appended as they come: after a stop the step goes on where it was.</summary>
/// <typeparam name="T">A result.</typeparam>
public sealed class StepLog<T> : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, T> _results = new(StringComparer.Ordinal);
    private readonly StreamWriter _writer;

    /// <summary>Opens or begins a log.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="method">How results are made; a log of another method begins anew.</param>
    public StepLog(string path, string method)
    {
        var header = JsonSerializer.Serialize(new { method }, s_json);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var same = lines.Length > 0 && lines[0] == header;
        foreach (var line in same ? lines.Skip(1) : [])
        {
            if (Parse(line) is { } entry)
            {
                _results[entry.Key] = entry.Result;
            }
        }

        // written anew rather than appended to, since a kill may have left half a line
        var temporary = path + ".part";
        File.WriteAllLines(temporary, [header, .. _results.Select(pair => Line(pair.Key, pair.Value))]);
        File.Move(temporary, path, overwrite: true);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    /// <summary>Number of results there are.</summary>
    public int Count => _results.Count;

    /// <summary>The result of a key, from the log or made now and logged.</summary>
    public T Get(string key, Func<T> make)
    {
        if (!_results.TryGetValue(key, out var result))
        {
            result = make();
            _results[key] = result;
            _writer.WriteLine(Line(key, result));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static string Line(string key, T result) => JsonSerializer.Serialize(new Entry(key, result), s_json);

    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line, s_json);
        }
        catch (JsonException)
        {
            // the half line of a killed process: its result is made again
            return null;
        }
    }

    private sealed record Entry(string Key, T Result);
}
