using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Outlines;

/// <summary>The extent of a glacier, or of several.</summary>
/// <param name="Geometry">Polygons with their nunataks as holes.</param>
/// <param name="Crs">Reference system of the coordinates.</param>
/// <param name="Epoch">When the extent was surveyed, where known.</param>
public sealed record Outline(MultiPolygon Geometry, ReferenceSystem Crs, Epoch? Epoch = null)
{
    /// <summary>Area in square metres of the reference system's plane.</summary>
    public double AreaSquareMetres => Geometry.Area;

    /// <summary>The same outline in another system; every vertex is converted.</summary>
    /// <exception cref="InvalidOperationException">One of the systems is unknown, or does not reach there.</exception>
    public Outline To(ReferenceSystem crs)
    {
        if (crs.SameAs(Crs))
        {
            return this;
        }

        var copy = (MultiPolygon)Geometry.Copy();
        var vertices = Array.ConvertAll(copy.Geometries, polygon => polygon.NumPoints).Sum();
        var x = new double[vertices];
        var y = new double[vertices];
        var at = 0;
        ForEachSequence(copy, sequence =>
        {
            for (var i = 0; i < sequence.Count; i++, at++)
            {
                (x[at], y[at]) = (sequence.GetX(i), sequence.GetY(i));
            }
        });
        Crs.Convert(crs, x, y);
        at = 0;
        ForEachSequence(copy, sequence =>
        {
            for (var i = 0; i < sequence.Count; i++, at++)
            {
                sequence.SetX(i, x[at]);
                sequence.SetY(i, y[at]);
            }
        });
        copy.GeometryChanged();
        return new Outline(Polygons.Of(copy), crs, Epoch);
    }

    /// <summary>The part within a grid.</summary>
    /// <param name="grid">Grid, in the outline's reference system.</param>
    public Outline ClipTo(Grid grid) => this with { Geometry = Polygons.Of(Geometry.Intersection(Polygons.Extent(grid))) };

    private static void ForEachSequence(MultiPolygon geometry, Action<CoordinateSequence> visit)
    {
        foreach (Polygon polygon in geometry.Geometries.Cast<Polygon>())
        {
            visit(polygon.Shell.CoordinateSequence);
            foreach (var hole in polygon.Holes)
            {
                visit(hole.CoordinateSequence);
            }
        }
    }
}
