using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Union;

namespace Glacier.Terrain.Outlines;

/// <summary>Brings what files and overlays give to valid multipolygons.</summary>
internal static class Polygons
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>The areal parts of a geometry, repaired where rings cross or touch themselves.</summary>
    public static MultiPolygon Of(Geometry geometry)
    {
        var valid = geometry.IsValid ? geometry : GeometryFixer.Fix(geometry);
        return Factory.CreateMultiPolygon([.. PolygonExtracter.GetPolygons(valid).Cast<Polygon>().Where(polygon => !polygon.IsEmpty)]);
    }

    /// <summary>All of them as one, shared borders dissolved.</summary>
    public static MultiPolygon Union(IReadOnlyList<MultiPolygon> parts) => parts.Count == 1
        ? parts[0]
        : Of(CascadedPolygonUnion.Union([.. parts.SelectMany(part => part.Geometries)]) ?? Factory.CreateMultiPolygon());

    /// <summary>Rectangle of a grid.</summary>
    public static Polygon Extent(Grid grid)
    {
        var (west, north) = grid.Transform.ToMap(0, 0);
        var (east, south) = grid.Transform.ToMap(grid.Width, grid.Height);
        return (Polygon)Factory.ToGeometry(new Envelope(west, east, south, north));
    }
}
