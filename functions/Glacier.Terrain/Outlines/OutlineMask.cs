using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using OSGeo.GDAL;
using OSGeo.OGR;

namespace Glacier.Terrain.Outlines;

/// <summary>Outlines to masks of pixels and back; a mask made an outline and a mask again is the same mask.</summary>
public static class OutlineMask
{
    /// <summary>True for every pixel whose centre lies inside the outline.</summary>
    /// <param name="outline">Outline in any reference system.</param>
    /// <param name="grid">Grid to fill.</param>
    /// <returns>width × height values, row-major.</returns>
    /// <exception cref="InvalidOperationException">The outline cannot be converted to the grid's system.</exception>
    public static bool[] Rasterize(Outline outline, Grid grid)
    {
        var bytes = new byte[checked(grid.Width * grid.Height)];
        var placed = outline.Crs.Wkt.Length == 0 || grid.Crs.Wkt.Length == 0 ? outline : outline.To(grid.Crs);
        if (!placed.Geometry.IsEmpty)
        {
            // the reference system is left out: both sides are in the same one by now
            using var target = new ArrayDataset(bytes, grid with { Crs = ReferenceSystem.Unknown });
            using var memory = CreateMemory();
            using var layer = memory.CreateLayer("outline", null, wkbGeometryType.wkbMultiPolygon, null);
            using var definition = layer.GetLayerDefn();
            using var feature = new OSGeo.OGR.Feature(definition);
            using var geometry = OSGeo.OGR.Geometry.CreateFromWkb(new WKBWriter().Write(placed.Geometry));
            feature.SetGeometry(geometry);
            layer.CreateFeature(feature);
            Gdal.RasterizeLayer(target.Dataset, 1, [1], layer, IntPtr.Zero, IntPtr.Zero, 1, [1], null, null, null);
            target.Dataset.FlushCache();
        }

        return Array.ConvertAll(bytes, value => value != 0);
    }

    /// <summary>Polygons around the true pixels, along pixel edges.</summary>
    /// <param name="mask">width × height values, row-major.</param>
    /// <param name="grid">Their grid.</param>
    /// <param name="minimumArea">Polygons smaller than this are left out, square metres.</param>
    /// <param name="epoch">Date of the mask.</param>
    /// <exception cref="ArgumentException">The mask does not have the grid's size.</exception>
    public static Outline Polygonize(bool[] mask, Grid grid, double minimumArea = 0, Epoch? epoch = null)
    {
        if (mask.Length != (long)grid.Width * grid.Height)
        {
            throw new ArgumentException($"{mask.Length} values for {grid.Width} × {grid.Height} pixels", nameof(mask));
        }

        var bytes = Array.ConvertAll(mask, value => value ? (byte)1 : (byte)0);
        using var source = new ArrayDataset(bytes, grid with { Crs = ReferenceSystem.Unknown });
        using var memory = CreateMemory();
        using var layer = memory.CreateLayer("outline", null, wkbGeometryType.wkbPolygon, null);
        Gdal.Polygonize(source.Band, source.Band, layer, -1, null, null, null);
        var parts = new List<Polygon>();
        layer.ResetReading();
        while (layer.GetNextFeature() is { } feature)
        {
            using (feature)
            using (var geometry = feature.GetGeometryRef()!)
            {
                parts.AddRange(Polygons.Of(ToNts(geometry)).Geometries.Cast<Polygon>());
            }
        }

        return new Outline(new MultiPolygon([.. parts.Where(part => part.Area >= minimumArea)]), grid.Crs, epoch);
    }

    internal static NetTopologySuite.Geometries.Geometry ToNts(OSGeo.OGR.Geometry geometry)
    {
        var wkb = new byte[geometry.WkbSize()];
        geometry.ExportToWkb(wkb, wkbByteOrder.wkbNDR);
        return new WKBReader().Read(wkb);
    }

    // the vector memory driver was merged into the raster one in GDAL 3.11
    private static Dataset CreateMemory()
    {
        GdalEnvironment.Ensure();
        using var driver = Gdal.GetDriverByName("Memory") ?? Gdal.GetDriverByName("MEM")!;
        return driver.Create("", 0, 0, 0, DataType.GDT_Unknown, null);
    }
}
