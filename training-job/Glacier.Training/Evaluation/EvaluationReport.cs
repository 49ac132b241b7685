using System.Globalization;
using System.Text.Json;

namespace Glacier.Training.Evaluation;

/// <summary>What an evaluation found, and everything needed to repeat it.</summary>
/// <param name="Protocol">What was measured with.</param>
/// <param name="Runs">One entry per run, side by side.</param>
public sealed record EvaluationReport(EvaluationProtocol Protocol, IReadOnlyList<RunFigures> Runs)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the report.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, s_json));
    }

    /// <summary>The figures as a table, one column per run.</summary>
    public IEnumerable<string> Table()
    {
        var names = Runs.SelectMany(run => run.Figures.Keys).Distinct().ToArray();
        var heads = new (string Name, Func<RunFigures, string> Text)[]
        {
            ("run", run => run.Run),
            ("mode", run => run.Mode),
            ("condition", run => run.Channels is [var only] ? only : $"{run.Channels.Count} maps"),
            ("pictures", run => $"{run.Resolution} px"),
            ("images trained on", run => run.Images.ToString("N0", CultureInfo.InvariantCulture)),
        };
        var rows = heads.Select(head => (head.Name, Cells: Runs.Select(head.Text).ToArray()))
            .Concat(names.Select(name => (Name: name, Cells: Runs.Select(run => run.Figures.TryGetValue(name, out var value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "-").ToArray()))).ToArray();
        var (first, other) = (rows.Max(row => row.Name.Length), rows.Max(row => row.Cells.Max(cell => cell.Length)) + 2);
        foreach (var (name, cells) in rows)
        {
            yield return name.PadRight(first) + string.Concat(cells.Select(cell => cell.PadLeft(other)));
        }
    }
}

/// <summary>How the figures were measured.</summary>
/// <param name="FeatureNetwork">Network of perceptual figures and set distances.</param>
/// <param name="FeatureSha256">SHA-256 of its file.</param>
/// <param name="SkyNetwork">Network that finds the sky in generated pictures.</param>
/// <param name="SkySha256">SHA-256 of its file.</param>
/// <param name="ResizeFilter">Filter by which photographs come to the training size.</param>
/// <param name="Style">Which look the generated pictures have in which figure.</param>
/// <param name="Years">The years of a glacier that temporal stability was measured on, or null.</param>
public sealed record EvaluationProtocol(string FeatureNetwork, string FeatureSha256, string SkyNetwork, string SkySha256, string ResizeFilter, string Style, string? Years = null);

/// <summary>Figures of one run.</summary>
/// <param name="Run">Folder of the run.</param>
/// <param name="Mode">joint or W+ only.</param>
/// <param name="Resolution">Side of the pictures.</param>
/// <param name="Channels">Condition channels.</param>
/// <param name="N">Validation pictures used.</param>
/// <param name="SplitSha256">SHA-256 of the validation names.</param>
/// <param name="Step">Steps trained.</param>
/// <param name="Images">Images trained.</param>
/// <param name="Weights">SHA-256 of the networks' files.</param>
/// <param name="Figures">The figures by name.</param>
public sealed record RunFigures(
    string Run, string Mode, int Resolution, IReadOnlyList<string> Channels, int N, string SplitSha256, long Step, long Images, IReadOnlyDictionary<string, string> Weights,
    IReadOnlyDictionary<string, double> Figures);
