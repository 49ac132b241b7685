using System.Globalization;
using Glacier.Training.Checkpoints;

namespace Glacier.Training.Commands;

/// <summary>What a card says of a run.</summary>
internal static class CardFigures
{
    /// <summary>Examples seen, seconds, and the last validation at or before the checkpoint.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="state">The checkpoint's state.</param>
    /// <param name="seen">Name of the number of examples.</param>
    public static Dictionary<string, double> Of(string run, CheckpointState state, string seen)
    {
        var figures = new Dictionary<string, double> { [seen] = state.Images, ["trainingSeconds"] = Math.Round(state.Seconds) };
        var path = Path.Combine(run, "metrics.csv");
        if (!File.Exists(path))
        {
            return figures;
        }

        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        foreach (var cells in lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == names.Length && long.Parse(cells[0], CultureInfo.InvariantCulture) <= state.Step))
        {
            foreach (var (name, cell) in names.Zip(cells).Where(pair => pair.First.StartsWith("val.", StringComparison.Ordinal) && pair.Second.Length > 0))
            {
                figures[name] = double.Parse(cell, CultureInfo.InvariantCulture);
            }
        }

        return figures;
    }
}
