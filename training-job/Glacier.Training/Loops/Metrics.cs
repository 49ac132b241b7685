using System.Globalization;

namespace Glacier.Training.Loops;

/// <summary>The figures of a run as CSV: one row per so many steps, each value the mean over them; absent values are empty.</summary>
public sealed class Metrics
{
    private static readonly string[] s_fixed = ["step", "images", "seconds"];

    private readonly string _path;
    private readonly List<string> _columns;
    private readonly Dictionary<string, (double Sum, int Count)> _window = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyDictionary<string, double>> _rows = [];

    /// <summary>Opens the file; on resuming, rows of steps after the checkpoint are dropped: they come again.</summary>
    /// <param name="path">The CSV.</param>
    /// <param name="columns">Names of the terms.</param>
    /// <param name="step">Steps done.</param>
    public Metrics(string path, IEnumerable<string> columns, long step)
    {
        (_path, _columns) = (path, [.. s_fixed, .. columns]);
        if (step > 0 && File.Exists(path))
        {
            var lines = File.ReadAllLines(path);
            var names = lines[0].Split(',');
            foreach (var name in names.Where(name => !_columns.Contains(name)))
            {
                _columns.Add(name);
            }

            foreach (var cells in lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == names.Length))
            {
                var row = names.Zip(cells).Where(pair => pair.Second.Length > 0)
                    .ToDictionary(pair => pair.First, pair => double.Parse(pair.Second, CultureInfo.InvariantCulture));
                if (row["step"] <= step)
                {
                    _rows.Add(row);
                }
            }
        }

        Write();
    }

    /// <summary>Rows so far.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Rows => _rows;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Adds values to the row in the making.</summary>
    public void Add(IReadOnlyDictionary<string, double> values)
    {
        foreach (var (name, value) in values)
        {
            var (sum, count) = _window.GetValueOrDefault(name);
            _window[name] = (sum + value, count + 1);
        }
    }

    /// <summary>Ends the row and writes it.</summary>
    /// <returns>Its means.</returns>
    public IReadOnlyDictionary<string, double> EndRow(long step, long images, double seconds)
    {
        var row = _window.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
        (row["step"], row["images"], row["seconds"]) = (step, images, seconds);
        _window.Clear();
        _rows.Add(row);
        var more = row.Keys.Where(name => !_columns.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        if (more.Length > 0)
        {
            _columns.AddRange(more);
            Write();
        }
        else
        {
            File.AppendAllText(_path, Line(row) + "\n");
        }

        return row;
    }

    private void Write() => File.WriteAllLines(_path, [string.Join(',', _columns), .. _rows.Select(Line)]);

    private string Line(IReadOnlyDictionary<string, double> row) =>
        string.Join(',', _columns.Select(name => row.TryGetValue(name, out var value) ? value.ToString("G7", CultureInfo.InvariantCulture) : ""));
}
