using Glacier.Terrain;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>The ground that a reference speaks of: a national inventory ends at the border, and the glaciers beyond, which it calls "no ice", were never mapped.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Polygons">The ground.</param>
public sealed record ReferenceArea(string Name, Outline Polygons)
{
    /// <summary>Names of the areas that come with the program.</summary>
    public static IReadOnlyList<string> Bundled => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.geojson").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Outlines", "Evaluation", "Regions");

    /// <summary>Opens an area.</summary>
    /// <param name="nameOrFile">One of <see cref="Bundled"/>, or a file of polygons (GeoPackage, GeoJSON, shapefile).</param>
    /// <exception cref="InvalidInputException"><c>no-area</c>: neither; rules of <see cref="OutlineFile.Read"/>.</exception>
    public static ReferenceArea Open(string nameOrFile)
    {
        var bundled = Bundled.Contains(nameOrFile);
        var path = bundled ? Path.Combine(Folder, nameOrFile + ".geojson") : nameOrFile;
        return bundled || File.Exists(path)
            ? new(Path.GetFileNameWithoutExtension(path), OutlineFile.Read(path, ReferenceSystem.Wgs84))
            : throw new InvalidInputException(nameOrFile, "no-area", "no such file", $"{string.Join(", ", Bundled)}, or a file of polygons", "Name the polygons of the ground that the reference covers.");
    }

    /// <summary>Labels pixels whose centre lies outside as not scored.</summary>
    /// <param name="labels">Labels of a grid, changed in place.</param>
    /// <param name="grid">The grid.</param>
    public void Apply(byte[] labels, Grid grid)
    {
        var inside = OutlineMask.Rasterize(Polygons, grid);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = inside[i] ? labels[i] : OutlineTile.Ignore;
        }
    }
}
