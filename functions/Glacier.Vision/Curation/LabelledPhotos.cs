using Glacier.Terrain;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Curation;

/// <summary>Photographs that somebody labelled: one folder a label.</summary>
/// <param name="Labels">Names of the labels, sorted.</param>
/// <param name="Files">Path of each photograph and the number of its label.</param>
public sealed record LabelledPhotos(IReadOnlyList<string> Labels, IReadOnlyList<(string Path, int Label)> Files)
{
    private const int Fewest = 10;

    /// <summary>Finds them: each folder directly below that holds photographs is a label.</summary>
    /// <param name="folder">The folder of labels.</param>
    /// <param name="subject">A label that must be among them.</param>
    /// <exception cref="InvalidInputException">Fewer than two labels, the subject is none of them, or a label has fewer than ten photographs.</exception>
    public static LabelledPhotos Find(string folder, string subject)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(name, "no-labels", "no such folder", "a folder of labelled photographs", "Name one with --labelled, a folder for each label in it.");
        }

        var groups = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(path => (Label: Path.GetFileName(path), Files: Directory.GetFiles(path).Where(Photograph.IsNamed).Order(StringComparer.Ordinal).ToArray()))
            .Where(group => group.Files.Length > 0).ToArray();
        if (groups.Length < 2 || groups.All(group => group.Label != subject))
        {
            var found = groups.Length == 0 ? "no folder with photographs" : string.Join(", ", groups.Select(group => group.Label));
            throw new InvalidInputException(name, "no-labels", found, $"a folder {subject} and at least one other", "Sort the labelled photographs into a folder for each label.");
        }

        if (groups.FirstOrDefault(group => group.Files.Length < Fewest) is { Label: not null } few)
        {
            throw new InvalidInputException(
                name, "few-labelled", $"{few.Files.Length} photographs of {few.Label}", $"at least {Fewest} of every label", "Add photographs to this label, or take its folder out.");
        }

        return new([.. groups.Select(group => group.Label)], [.. groups.SelectMany((group, i) => group.Files.Select(path => (path, i)))]);
    }
}
