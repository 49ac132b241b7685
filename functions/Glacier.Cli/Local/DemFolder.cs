using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Local;

/// <summary>Sorts a folder: dated rasters are DEMs, vectors and masks of 0 and 1 are outlines, all else stays where it is.</summary>
internal static class DemFolder
{
    private static readonly string[] _vectors = [".GPKG", ".GEOJSON", ".SHP", ".SHX", ".DBF", ".PRJ", ".CPG", ".QPJ"];
    private static readonly string[] _rasters = [".TIF", ".TIFF", ".DEM", ".ASC", ".IMG", ".HGT"];

    /// <summary>Container for a file dropped by name: what can be no DEM is a scene.</summary>
    public static string ContainerOf(string path) => IsVector(path) ? Containers.Outlines
        : SceneFolder.Pictures.Contains(Extension(path)) || Path.GetFileName(path) == BlobNames.StakesFile ? Containers.Scenes : Containers.Dems;

    /// <summary>True of vector files and what belongs to them.</summary>
    public static bool IsVector(string path) => _vectors.Contains(Extension(path));

    /// <summary>Sorts a folder's files.</summary>
    /// <exception cref="UsageException">There is no such folder, or no DEM in it.</exception>
    public static InputFolder Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--dems: {folder}: no such folder");
        }

        var files = new List<(string, string)>();
        var left = new List<(string, string)>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) == BlobNames.SettingsFile)
            {
                files.Add((path, Containers.Dems));
            }
            else if (_vectors.Contains(Extension(path)))
            {
                files.Add((path, Containers.Outlines));
            }
            else if (_rasters.Contains(Extension(path)))
            {
                Sort(path, files, left);
            }
        }

        return files.Any(file => file.Item2 == Containers.Dems && Path.GetFileName(file.Item1) != BlobNames.SettingsFile)
            ? new InputFolder(files, left)
            : throw new UsageException($"--dems: {folder}: no dated DEM; put dates into the names, as in glacier_2018-09-13.tif");
    }

    private static void Sort(string path, List<(string, string)> files, List<(string, string)> left)
    {
        try
        {
            DemReader.Inspect(path);
            files.Add((path, Containers.Dems));
        }
        catch (InvalidInputException broken) when (broken.Rule == "mask-not-elevations")
        {
            files.Add((path, Containers.Outlines));
        }
        catch (InvalidInputException broken) when (!EpochOfName.TryParse(Path.GetFileName(path), out _))
        {
            left.Add((path, $"{broken.Rule}: {broken.Found}"));
        }
        catch (InvalidInputException)
        {
            // it says it is a survey: the pipeline shall say what is wrong with it
            files.Add((path, Containers.Dems));
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToUpperInvariant();
}
