using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Local;

/// <summary>Sorts a folder of satellite images: dated ones are scenes, vectors and an undated picture called mask or outline are outlines, <c>stakes.csv</c> goes with the scenes.</summary>
internal static class SceneFolder
{
    /// <summary>Endings of images that can be no DEM.</summary>
    public static IReadOnlyList<string> Pictures { get; } = [".JPG", ".JPEG", ".JP2", ".PNG"];

    private static readonly string[] _images = [.. Pictures, ".TIF", ".TIFF", ".IMG"];
    private static readonly string[] _masks = ["MASK", "OUTLINE"];

    /// <summary>Sorts the files.</summary>
    /// <exception cref="UsageException">There is no such folder, or no dated image in it.</exception>
    public static InputFolder Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--scenes: {folder}: no such folder");
        }

        var files = new List<(string, string)>();
        var left = new List<(string, string)>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var isImage = _images.Contains(Path.GetExtension(path).ToUpperInvariant());
            if (name == BlobNames.SettingsFile)
                files.Add((path, Containers.Dems));
            else if (DemFolder.IsVector(path))
                files.Add((path, Containers.Outlines));
            else if (name == BlobNames.StakesFile || BlobNames.IsCompanion(name) || (isImage && EpochOfName.TryParse(name, out _)))
                files.Add((path, Containers.Scenes));
            else if (isImage && _masks.Contains(Path.GetFileNameWithoutExtension(path).ToUpperInvariant()))
                files.Add((path, Containers.Outlines));
            else if (isImage)
                left.Add((path, "no date in its name"));
        }

        return files.Any(file => file.Item2 == Containers.Scenes && _images.Contains(Path.GetExtension(file.Item1).ToUpperInvariant()))
            ? new InputFolder(files, left)
            : throw new UsageException($"--scenes: {folder}: no dated image; put the days into the names, as in 20200207.tif");
    }
}
