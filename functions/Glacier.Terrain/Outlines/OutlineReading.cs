using System.Globalization;
using Glacier.Terrain.Rasters;
using OSGeo.GDAL;
using OSGeo.OGR;
using OSGeo.OSR;
using Feature = OSGeo.OGR.Feature;

namespace Glacier.Terrain.Outlines;

/// <summary>Features of a vector file, or the one outline of a raster mask.</summary>
internal static class OutlineReading
{
    // largest turn between the points that stand for an arc, degrees
    private const double ArcStep = 1;

    // a GeoJSON is parsed in memory whole, some twenty times its size
    private const long MaximumBytes = 256L << 20;

    // no format that names other files or addresses
    private static readonly string[] Drivers = ["GPKG", "GeoJSON", "ESRI Shapefile"];

    // RGI 7, RGI 6
    private static readonly string[] DateFields = ["src_date", "BgnDate", "date"];

    public static IReadOnlyList<OutlineFeature> Read(string path, ReferenceSystem crs)
    {
        GdalEnvironment.Ensure();
        var file = Path.GetFileName(path);
        InputName.Require(file);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file", path);
        }

        if (new FileInfo(path).Length == 0)
        {
            throw new InvalidInputException(file, "empty-file", "zero bytes", "a file of outlines", "The upload was interrupted or the export failed: write the file again.");
        }

        if (new FileInfo(path).Length is var bytes and > MaximumBytes)
        {
            throw new InvalidInputException(
                file, "too-large", $"{bytes >> 20} MB", $"outlines of at most {MaximumBytes >> 20} MB", "Keep the glaciers around the DEM only: ogr2ogr -spat XMIN YMIN XMAX YMAX OUT.gpkg IN.");
        }

        using var dataset = OpenVector(Path.GetFullPath(path));
        var features = dataset is null ? [MaskReading.Read(path, crs)] : ReadLayers(dataset, file, crs);
        return features.Count > 0
            ? features
            : throw new InvalidInputException(file, "no-outline", "no polygon", "at least one polygon", "Export the glacier outlines as polygons.");
    }

    private static Dataset? OpenVector(string path)
    {
        try
        {
            return Gdal.OpenEx(path, (uint)(GdalConst.OF_VECTOR | GdalConst.OF_READONLY), Drivers, null, null);
        }
        catch (ApplicationException)
        {
            // not a vector file; what it is instead, the raster side says
            return null;
        }
    }

    private static List<OutlineFeature> ReadLayers(Dataset dataset, string file, ReferenceSystem crs)
    {
        var features = new List<OutlineFeature>();
        for (var i = 0; i < dataset.GetLayerCount(); i++)
        {
            using var layer = dataset.GetLayerByIndex(i)!;
            if (layer.GetGeomType() == wkbGeometryType.wkbNone)
            {
                continue;
            }

            using var srs = layer.GetSpatialRef() ?? throw new InvalidInputException(
                file, "no-crs", "none", "a coordinate reference system", "Add the .prj beside the .shp, or export as GeoPackage.");
            srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
            var from = ReferenceSystem.Of(srs);
            while (NextOf(layer, file) is { } feature)
            {
                using (feature)
                {
                    if (ReadFeature(feature, from, crs) is { } read)
                    {
                        features.Add(read);
                    }
                }
            }
        }

        return features;
    }

    private static Feature? NextOf(Layer layer, string file)
    {
        try
        {
            return layer.GetNextFeature();
        }
        catch (ApplicationException e)
        {
            throw new InvalidInputException(file, "truncated", e.Message, "a file whose every feature can be read", "Copy or download the file again.");
        }
    }

    private static OutlineFeature? ReadFeature(Feature feature, ReferenceSystem from, ReferenceSystem crs)
    {
        using var geometry = feature.GetGeometryRef();
        using var linear = geometry?.GetLinearGeometry(ArcStep, null);
        if (linear is null)
        {
            return null;
        }

        linear.FlattenTo2D();
        var polygons = Polygons.Of(OutlineMask.ToNts(linear));
        if (polygons.IsEmpty)
        {
            return null;
        }

        var attributes = Attributes(feature);
        return new OutlineFeature(new Outline(polygons, from, EpochOf(attributes)).To(crs), attributes);
    }

    private static Dictionary<string, object> Attributes(Feature feature)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < feature.GetFieldCount(); i++)
        {
            if (!feature.IsFieldSetAndNotNull(i))
            {
                continue;
            }

            using var field = feature.GetFieldDefnRef(i);
            attributes[field.GetName()] = field.GetFieldType() switch
            {
                FieldType.OFTInteger or FieldType.OFTInteger64 => feature.GetFieldAsInteger64(i),
                FieldType.OFTReal => feature.GetFieldAsDouble(i),
                _ => feature.GetFieldAsString(i),
            };
        }

        return attributes;
    }

    private static Epoch? EpochOf(Dictionary<string, object> attributes)
    {
        foreach (var name in DateFields)
        {
            if (!attributes.TryGetValue(name, out var value))
            {
                continue;
            }

            // OGR writes 2003/08/12; the inventory has 20030812 and, for an unknown day, 20039999
            var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!.Split('T', ' ')[0].Replace('/', '-');
            if (EpochOfName.TryParse(text, out var epoch) || (text.Length == 8 && EpochOfName.TryParse(text[..4], out epoch)))
            {
                return epoch;
            }
        }

        return null;
    }
}
