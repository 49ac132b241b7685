using MaxRev.Gdal.Core;
using OSGeo.GDAL;
using OSGeo.OGR;
using OSGeo.OSR;

namespace Gdal.Tests;

/// <summary>What the genuine bindings do for vectors and reference systems, and this project relies on.</summary>
public sealed class VectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compat-gdal-").FullName;

    public VectorTests()
    {
        GdalBase.ConfigureAll();
        Ogr.UseExceptions();
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Features_written_are_read()
    {
        var path = Path.Combine(_folder, "a.gpkg");
        using (var driver = Ogr.GetDriverByName("GPKG")!)
        using (var source = driver.CreateDataSource(path, null))
        using (var srs = SystemOf(32632))
        using (var layer = source.CreateLayer("outlines", srs, wkbGeometryType.wkbPolygon, null))
        {
            layer.CreateField(new FieldDefn("name", FieldType.OFTString), 1);
            layer.CreateField(new FieldDefn("area", FieldType.OFTReal), 1);
            layer.CreateField(new FieldDefn("id", FieldType.OFTInteger64), 1);
            using var feature = new Feature(layer.GetLayerDefn());
            feature.SetField("name", "Große");
            feature.SetField("area", 1.5);
            feature.SetFieldInteger64(2, 1L << 40);
            feature.SetGeometry(Geometry.CreateFromWkt("POLYGON ((0 0,10 0,10 10,0 10,0 0))"));
            Assert.Equal(0, layer.CreateFeature(feature));
        }

        using var read = Ogr.Open(path, 0)!;
        using var first = read.GetLayerByIndex(0)!;
        Assert.Equal(("outlines", 1L, "32632"), (first.GetName(), first.GetFeatureCount(1), first.GetSpatialRef()!.GetAuthorityCode(null)));
        using var found = first.GetNextFeature()!;
        Assert.Equal("Große", found.GetFieldAsString("name"));
        Assert.Equal(1.5, found.GetFieldAsDouble(found.GetFieldIndex("area")));
        Assert.Equal(1L << 40, found.GetFieldAsInteger64("id"));
        Assert.Equal(100, found.GetGeometryRef()!.Area());
        Assert.Null(first.GetNextFeature());
        first.SetSpatialFilterRect(20, 20, 30, 30);
        Assert.Equal(0, first.GetFeatureCount(1));
    }

    [Fact]
    public void An_unknown_field_throws()
    {
        using var source = DriverOf("Memory").Create("", 0, 0, 0, DataType.GDT_Unknown, null);
        using var layer = source.CreateLayer("a", null, wkbGeometryType.wkbPolygon, null);
        using var feature = new Feature(layer.GetLayerDefn());
        Assert.ThrowsAny<Exception>(() => feature.GetFieldAsString("none"));
    }

    [Fact]
    public void Geometries_pass_through_WKB_and_WKT()
    {
        using var geometry = Geometry.CreateFromWkt("POLYGON ((0 0,4 0,4 3,0 3,0 0))");
        var wkb = new byte[geometry.WkbSize()];
        geometry.ExportToWkb(wkb, wkbByteOrder.wkbNDR);
        using var back = Geometry.CreateFromWkb(wkb);
        back.ExportToWkt(out var wkt);
        Assert.Equal("POLYGON ((0 0,4 0,4 3,0 3,0 0))", wkt);
        using var envelope = new Envelope();
        back.GetEnvelope(envelope);
        Assert.Equal((0.0, 4.0, 0.0, 3.0), (envelope.MinX, envelope.MaxX, envelope.MinY, envelope.MaxY));
        Assert.Throws<ApplicationException>(() => Geometry.CreateFromWkb([1, 2, 3]));
    }

    [Fact]
    public void A_raster_becomes_polygons_and_polygons_a_raster()
    {
        using var source = DriverOf("MEM").Create("", 4, 3, 1, DataType.GDT_Byte, null);
        var pixels = new byte[] { 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0 };
        source.GetRasterBand(1)!.WriteRaster(0, 0, 4, 3, pixels, 4, 3, 0, 0);
        source.SetGeoTransform([0, 1, 0, 3, 0, -1]);
        using var vectors = DriverOf("Memory").Create("", 0, 0, 0, DataType.GDT_Unknown, null);
        using var layer = vectors.CreateLayer("a", null, wkbGeometryType.wkbPolygon, null);
        using var band = source.GetRasterBand(1)!;
        Assert.Equal(0, OSGeo.GDAL.Gdal.Polygonize(band, band, layer, -1, null, null, null));
        Assert.Equal(1, layer.GetFeatureCount(1));
        layer.ResetReading();
        using (var feature = layer.GetNextFeature()!)
        {
            Assert.Equal(4, feature.GetGeometryRef()!.Area());
        }

        using var target = DriverOf("MEM").Create("", 4, 3, 1, DataType.GDT_Byte, null);
        target.SetGeoTransform([0, 1, 0, 3, 0, -1]);
        OSGeo.GDAL.Gdal.RasterizeLayer(target, 1, [1], layer, IntPtr.Zero, IntPtr.Zero, 1, [1], null, null, null);
        var burnt = new byte[12];
        target.GetRasterBand(1)!.ReadRaster(0, 0, 4, 3, burnt, 4, 3, 0, 0);
        Assert.Equal(pixels, burnt);
    }

    [Fact]
    public void The_axis_order_is_the_one_asked_for()
    {
        using var geographic = SystemOf(4326);
        using var utm = SystemOf(32632);
        using var transformation = new CoordinateTransformation(geographic, utm);
        double[] point = [9, 46, 0];
        transformation.TransformPoint(point);
        Assert.Equal(500000, point[0], 1e-3);
        double[] x = [9, 10], y = [46, 46], z = [0, 0];
        transformation.TransformPoints(2, x, y, z);
        Assert.Equal(point[0], x[0], 1e-6);
        Assert.InRange(x[1], 570000, 580000);
        using var authority = SystemOf(4326);
        authority.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_AUTHORITY_COMPLIANT);
        using var other = new CoordinateTransformation(authority, utm);
        double[] swapped = [46, 9, 0];
        other.TransformPoint(swapped);
        Assert.Equal(point[1], swapped[1], 1e-6);
    }

    [Fact]
    public void A_system_tells_its_kind_unit_and_name()
    {
        using var utm = SystemOf(32632);
        Assert.Equal((1, 0, 1.0, 32), (utm.IsProjected(), utm.IsGeographic(), utm.GetLinearUnits(), utm.GetUTMZone()));
        using var south = SystemOf(32718);
        Assert.Equal(-18, south.GetUTMZone());
        Assert.Equal("WGS 84 / UTM zone 32N", utm.GetName());
        Assert.Equal(0.3048006, SystemOf(2926).GetLinearUnits(), 1e-4);
        utm.ExportToWkt(out var wkt, null);
        using var copy = new SpatialReference(wkt);
        Assert.Equal(1, copy.IsSame(utm, null));
        Assert.Throws<ApplicationException>(() => SystemOf(1));
    }

    private static SpatialReference SystemOf(int code)
    {
        var srs = new SpatialReference("");
        srs.ImportFromEPSG(code);
        srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        return srs;
    }

    private static OSGeo.GDAL.Driver DriverOf(string name) => OSGeo.GDAL.Gdal.GetDriverByName(name)!;
}
