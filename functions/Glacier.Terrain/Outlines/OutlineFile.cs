using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Outlines;

/// <summary>Reads outlines from GeoPackage, GeoJSON, shapefile and 0/1 raster masks; writes GeoPackage and GeoJSON.</summary>
public static class OutlineFile
{
    /// <summary>All polygons of a file as one outline.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="crs">Reference system to bring it to.</param>
    /// <param name="clip">Keeps the part within this grid, which is in <paramref name="crs"/>.</param>
    /// <param name="choose">Keeps the features that it says true of; null keeps all.</param>
    /// <returns>The outline; it is empty where the file has polygons but none is chosen or within the grid.</returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">Rules <c>bad-name</c>, <c>empty-file</c>, <c>not-an-outline</c>, <c>no-crs</c>, <c>no-outline</c>.</exception>
    public static Outline Read(string path, ReferenceSystem crs, Grid? clip = null, Func<OutlineFeature, bool>? choose = null)
    {
        var features = ReadFeatures(path, crs, clip).Where(feature => choose is null || choose(feature)).ToList();
        var geometry = Polygons.Union([.. features.Select(feature => feature.Outline.Geometry)]);
        var epoch = EpochOfName.TryParse(path, out var named)
            ? named
            : features.MaxBy(feature => feature.Outline.AreaSquareMetres)?.Outline.Epoch;
        var outline = new Outline(geometry, crs, epoch);
        return clip is null || geometry.IsEmpty ? outline : outline.ClipTo(clip);
    }

    /// <summary>The features of a file one by one, whole: of a region's inventory, the glaciers that a grid touches.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="crs">Reference system to bring them to.</param>
    /// <param name="intersecting">Keeps the features that touch this grid, which is in <paramref name="crs"/>; null keeps all.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<OutlineFeature> ReadFeatures(string path, ReferenceSystem crs, Grid? intersecting = null)
    {
        if (intersecting is not null && !intersecting.Crs.SameAs(crs))
        {
            throw new ArgumentException($"the grid is in {intersecting.Crs.Name}, the outlines are read into {crs.Name}", nameof(intersecting));
        }

        var extent = intersecting is null ? null : Polygons.Extent(intersecting);
        var features = OutlineReading.Read(path, crs);
        return extent is null
            ? features
            : [.. features.Where(feature => feature.Outline.Geometry.EnvelopeInternal.Intersects(extent.EnvelopeInternal) && feature.Outline.Geometry.Intersects(extent))];
    }

    /// <summary>Writes outlines as GeoPackage, layer <c>outlines</c>, in the first outline's reference system; the same outlines give the same bytes.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="features">Outlines; none only with a schema.</param>
    /// <param name="schema">Fields that the layer has besides those of the features, even where it has no feature; null: none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteGeoPackage(string path, IEnumerable<OutlineFeature> features, OutlineSchema? schema = null)
    {
        var list = features.ToList();
        OutlineWriting.Write(path, ".gpkg", "GPKG", ["VERSION=1.3"], [], list, list.Count == 0 && schema is not null ? schema.Crs : list[0].Outline.Crs, schema);
    }

    /// <summary>Writes outlines as GeoJSON (RFC 7946): longitude and latitude on WGS 84, outer rings counter-clockwise.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="features">Outlines; none only with a schema.</param>
    /// <param name="schema">Fields that the layer has besides those of the features; null: none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteGeoJson(string path, IEnumerable<OutlineFeature> features, OutlineSchema? schema = null) =>
        OutlineWriting.Write(path, ".geojson", "GeoJSON", [], ["RFC7946=YES"], [.. features], ReferenceSystem.Wgs84, schema);
}
