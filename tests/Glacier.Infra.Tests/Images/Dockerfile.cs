using System.Text.RegularExpressions;
using Glacier.Infra.Tests.Bicep;

namespace Glacier.Infra.Tests.Images;

/// <summary>The instructions of a Dockerfile, continued lines joined.</summary>
internal sealed class Dockerfile(string path)
{
    public string Path { get; } = path;

    public IReadOnlyList<(string Name, string Arguments)> Instructions { get; } =
    [
        .. Regex.Replace(string.Join('\n', File.ReadAllLines(System.IO.Path.Combine(InfraFiles.Root, path)).Where(line => !line.TrimStart().StartsWith('#'))), @"\\\n\s*", " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1])),
    ];

    public IEnumerable<string> All(string name) => Instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Arguments);

    /// <summary>Sources and target of every COPY from the build context.</summary>
    public IEnumerable<(string[] Sources, string Target)> Copies =>
        from arguments in All("COPY")
        where !arguments.StartsWith("--from", StringComparison.Ordinal)
        let words = arguments.Split(' ').Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray()
        select (words[..^1], words[^1]);
}
