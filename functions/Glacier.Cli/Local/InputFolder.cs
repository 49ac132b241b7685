namespace Glacier.Cli.Local;

/// <summary>What a folder holds for the pipeline.</summary>
/// <param name="Files">What to drop, with its container, in order of name.</param>
/// <param name="LeftAlone">What was left, with the reason.</param>
internal sealed record InputFolder(IReadOnlyList<(string Path, string Container)> Files, IReadOnlyList<(string Path, string Why)> LeftAlone)
{
    /// <summary>This folder's files and another's.</summary>
    public InputFolder And(InputFolder other) => new([.. Files, .. other.Files], [.. LeftAlone, .. other.LeftAlone]);

    /// <summary>True where one of the files has this name.</summary>
    public bool Has(string name) => Files.Any(file => System.IO.Path.GetFileName(file.Path) == name);
}
