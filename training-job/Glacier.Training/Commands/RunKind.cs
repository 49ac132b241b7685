using System.Text.Json.Nodes;

namespace Glacier.Training.Commands;

/// <summary>What a folder holds a run of.</summary>
internal static class RunKind
{
    /// <summary>The kind that the folder's configuration names; null where there is none. A checkpoint is of its run's kind.</summary>
    public static string? Of(string folder)
    {
        var file = Path.Combine(folder, "configuration.json");
        file = File.Exists(file) ? file : Path.Combine(folder, "..", "..", "configuration.json");
        return File.Exists(file) ? (string?)JsonNode.Parse(File.ReadAllText(file))?["kind"] : null;
    }
}
