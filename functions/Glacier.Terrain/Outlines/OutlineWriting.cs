using System.Globalization;
using Glacier.Terrain.Rasters;
using NetTopologySuite.IO;
using OSGeo.GDAL;
using OSGeo.OGR;

namespace Glacier.Terrain.Outlines;

/// <summary>Writes features with the attributes that they have, to a temporary name first.</summary>
internal static class OutlineWriting
{
    public static void Write(
        string path, string extension, string format, string[] fileOptions, string[] layerOptions, IReadOnlyList<OutlineFeature> features, ReferenceSystem crs,
        OutlineSchema? schema)
    {
        if (schema is null)
        {
            ArgumentOutOfRangeException.ThrowIfZero(features.Count);
        }

        GdalEnvironment.Ensure();
        WholeFile.Write(path, extension, temporary =>
        {
            using (var driver = Gdal.GetDriverByName(format)!)
            using (var dataset = driver.Create(temporary, 0, 0, 0, DataType.GDT_Unknown, fileOptions))
            using (var srs = crs.Open())
            using (var layer = dataset.CreateLayer("outlines", srs, wkbGeometryType.wkbMultiPolygon, layerOptions))
            {
                WriteFeatures(layer, features, crs, schema);
                dataset.FlushCache();
            }
        });
    }

    private static void WriteFeatures(Layer layer, IReadOnlyList<OutlineFeature> features, ReferenceSystem crs, OutlineSchema? schema)
    {
        foreach (var (name, type) in Fields(features, schema))
        {
            using var field = new FieldDefn(name, type);
            layer.CreateField(field, 1);
        }

        using var definition = layer.GetLayerDefn();
        layer.StartTransaction();
        foreach (var (outline, attributes) in features)
        {
            using var feature = new Feature(definition);
            using var geometry = Geometry.CreateFromWkb(new WKBWriter().Write(outline.To(crs).Geometry));
            feature.SetGeometry(geometry);
            foreach (var (name, value) in attributes)
            {
                Set(feature, feature.GetFieldIndex(name), value);
            }

            layer.CreateFeature(feature);
        }

        layer.CommitTransaction();
    }

    private static Dictionary<string, FieldType> Fields(IReadOnlyList<OutlineFeature> features, OutlineSchema? schema)
    {
        var fields = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        foreach (var (name, value) in (schema?.Examples ?? []).Concat(features.SelectMany(feature => feature.Attributes)))
        {
            var type = value switch
            {
                bool => FieldType.OFTInteger,
                int or long or short or byte => FieldType.OFTInteger64,
                float or double or decimal => FieldType.OFTReal,
                _ => FieldType.OFTString,
            };
            if (!fields.TryAdd(name, type) && fields[name] != type)
            {
                fields[name] = FieldType.OFTString;
            }
        }

        return fields;
    }

    private static void Set(Feature feature, int index, object value)
    {
        using var field = feature.GetFieldDefnRef(index);
        switch (field.GetFieldType())
        {
            case FieldType.OFTInteger or FieldType.OFTInteger64:
                feature.SetFieldInteger64(index, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case FieldType.OFTReal:
                feature.SetField(index, System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                feature.SetField(index, value is DateOnly date
                    ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
