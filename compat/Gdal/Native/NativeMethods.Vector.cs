using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>Imports of libgdal's C API: vectors and reference systems.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Gdal)] public static partial int GDALDatasetGetLayerCount(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial nint GDALDatasetGetLayer(NativeHandle dataset, int index);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALDatasetGetLayerByName(NativeHandle dataset, string name);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALDatasetCreateLayer(NativeHandle dataset, string name, NativeHandle srs, uint type, nint options);

    [LibraryImport(Gdal)] public static partial nint OGR_L_GetName(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial uint OGR_L_GetGeomType(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial nint OGR_L_GetSpatialRef(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial nint OGR_L_GetLayerDefn(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial nint OGR_L_GetGeometryColumn(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial long OGR_L_GetFeatureCount(NativeHandle layer, int force);
    [LibraryImport(Gdal)] public static partial void OGR_L_ResetReading(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial nint OGR_L_GetNextFeature(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial nint OGR_L_GetFeature(NativeHandle layer, long id);
    [LibraryImport(Gdal)] public static partial int OGR_L_CreateFeature(NativeHandle layer, NativeHandle feature);
    [LibraryImport(Gdal)] public static partial int OGR_L_CreateField(NativeHandle layer, NativeHandle field, int approximate);
    [LibraryImport(Gdal)] public static partial int OGR_L_GetExtent(NativeHandle layer, out NativeEnvelope extent, int force);
    [LibraryImport(Gdal)] public static partial void OGR_L_SetSpatialFilter(NativeHandle layer, NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial void OGR_L_SetSpatialFilterRect(NativeHandle layer, double minX, double minY, double maxX, double maxY);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int OGR_L_SetAttributeFilter(NativeHandle layer, string? query);
    [LibraryImport(Gdal)] public static partial int OGR_L_StartTransaction(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial int OGR_L_CommitTransaction(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial int OGR_L_RollbackTransaction(NativeHandle layer);
    [LibraryImport(Gdal)] public static partial int OGR_L_SyncToDisk(NativeHandle layer);

    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OGR_Fld_Create(string name, int type);
    [LibraryImport(Gdal)] public static partial void OGR_Fld_Destroy(nint field);
    [LibraryImport(Gdal)] public static partial nint OGR_Fld_GetNameRef(NativeHandle field);
    [LibraryImport(Gdal)] public static partial int OGR_Fld_GetType(NativeHandle field);
    [LibraryImport(Gdal)] public static partial int OGR_Fld_GetWidth(NativeHandle field);
    [LibraryImport(Gdal)] public static partial void OGR_Fld_SetWidth(NativeHandle field, int width);
    [LibraryImport(Gdal)] public static partial int OGR_Fld_GetPrecision(NativeHandle field);
    [LibraryImport(Gdal)] public static partial void OGR_Fld_SetPrecision(NativeHandle field, int precision);

    [LibraryImport(Gdal)] public static partial nint OGR_FD_GetName(NativeHandle definition);
    [LibraryImport(Gdal)] public static partial int OGR_FD_GetFieldCount(NativeHandle definition);
    [LibraryImport(Gdal)] public static partial nint OGR_FD_GetFieldDefn(NativeHandle definition, int index);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int OGR_FD_GetFieldIndex(NativeHandle definition, string name);
    [LibraryImport(Gdal)] public static partial uint OGR_FD_GetGeomType(NativeHandle definition);

    [LibraryImport(Gdal)] public static partial nint OGR_F_Create(NativeHandle definition);
    [LibraryImport(Gdal)] public static partial void OGR_F_Destroy(nint feature);
    [LibraryImport(Gdal)] public static partial nint OGR_F_GetDefnRef(NativeHandle feature);
    [LibraryImport(Gdal)] public static partial int OGR_F_SetGeometry(NativeHandle feature, NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial nint OGR_F_GetGeometryRef(NativeHandle feature);
    [LibraryImport(Gdal)] public static partial int OGR_F_GetFieldCount(NativeHandle feature);
    [LibraryImport(Gdal)] public static partial nint OGR_F_GetFieldDefnRef(NativeHandle feature, int index);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int OGR_F_GetFieldIndex(NativeHandle feature, string name);
    [LibraryImport(Gdal)] public static partial int OGR_F_IsFieldSet(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial int OGR_F_IsFieldSetAndNotNull(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial int OGR_F_GetFieldAsInteger(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial long OGR_F_GetFieldAsInteger64(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial double OGR_F_GetFieldAsDouble(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial nint OGR_F_GetFieldAsString(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial void OGR_F_SetFieldInteger(NativeHandle feature, int index, int value);
    [LibraryImport(Gdal)] public static partial void OGR_F_SetFieldInteger64(NativeHandle feature, int index, long value);
    [LibraryImport(Gdal)] public static partial void OGR_F_SetFieldDouble(NativeHandle feature, int index, double value);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial void OGR_F_SetFieldString(NativeHandle feature, int index, string value);
    [LibraryImport(Gdal)] public static partial void OGR_F_SetFieldNull(NativeHandle feature, int index);
    [LibraryImport(Gdal)] public static partial long OGR_F_GetFID(NativeHandle feature);
    [LibraryImport(Gdal)] public static partial int OGR_F_SetFID(NativeHandle feature, long id);

    [LibraryImport(Gdal)] public static partial nint OGRGeometryTypeToName(uint type);
    [LibraryImport(Gdal)] public static partial nint OGR_G_CreateGeometry(uint type);
    [LibraryImport(Gdal)] public static partial void OGR_G_DestroyGeometry(nint geometry);
    [LibraryImport(Gdal)] public static unsafe partial int OGR_G_CreateFromWkb(byte* data, NativeHandle srs, out nint geometry, int bytes);
    [LibraryImport(Gdal)] public static partial int OGR_G_CreateFromWkt(ref nint text, NativeHandle srs, out nint geometry);
    [LibraryImport(Gdal)] public static unsafe partial int OGR_G_ExportToWkb(NativeHandle geometry, int order, byte* data);
    [LibraryImport(Gdal)] public static partial int OGR_G_ExportToWkt(NativeHandle geometry, out nint text);
    [LibraryImport(Gdal)] public static partial nint OGR_G_ExportToJsonEx(NativeHandle geometry, nint options);
    [LibraryImport(Gdal)] public static partial int OGR_G_WkbSize(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial uint OGR_G_GetGeometryType(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial nint OGR_G_GetGeometryName(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial nint OGR_G_Clone(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial int OGR_G_Transform(NativeHandle geometry, NativeHandle transformation);
    [LibraryImport(Gdal)] public static partial void OGR_G_GetEnvelope(NativeHandle geometry, out NativeEnvelope envelope);
    [LibraryImport(Gdal)] public static partial double OGR_G_Area(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial int OGR_G_IsEmpty(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial int OGR_G_IsValid(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial nint OGR_G_MakeValid(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial void OGR_G_FlattenTo2D(NativeHandle geometry);
    [LibraryImport(Gdal)] public static partial nint OGR_G_GetLinearGeometry(NativeHandle geometry, double maximumAngle, nint options);
    [LibraryImport(Gdal)] public static partial void OGR_G_AssignSpatialReference(NativeHandle geometry, NativeHandle srs);
    [LibraryImport(Gdal)] public static partial nint OGR_G_GetSpatialReference(NativeHandle geometry);

    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OSRNewSpatialReference(string? wkt);
    [LibraryImport(Gdal)] public static partial void OSRRelease(nint srs);
    [LibraryImport(Gdal)] public static partial nint OSRClone(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial nint OSRCloneGeogCS(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRImportFromEPSG(NativeHandle srs, int code);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int OSRImportFromProj4(NativeHandle srs, string text);
    [LibraryImport(Gdal)] public static partial int OSRImportFromWkt(NativeHandle srs, ref nint text);
    [LibraryImport(Gdal)] public static partial int OSRExportToWktEx(NativeHandle srs, out nint text, nint options);
    [LibraryImport(Gdal)] public static partial int OSRExportToProj4(NativeHandle srs, out nint text);
    [LibraryImport(Gdal)] public static partial int OSRExportToPROJJSON(NativeHandle srs, out nint text, nint options);
    [LibraryImport(Gdal)] public static partial int OSRIsGeographic(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRIsProjected(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRIsLocal(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRIsVertical(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRIsCompound(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRIsSameEx(NativeHandle srs, NativeHandle other, nint options);
    [LibraryImport(Gdal)] public static partial int OSRValidate(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial double OSRGetLinearUnits(NativeHandle srs, out nint name);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial double OSRGetTargetLinearUnits(NativeHandle srs, string? target, out nint name);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OSRGetAttrValue(NativeHandle srs, string name, int child);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OSRGetAuthorityCode(NativeHandle srs, string? target);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint OSRGetAuthorityName(NativeHandle srs, string? target);
    [LibraryImport(Gdal)] public static partial nint OSRGetName(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRAutoIdentifyEPSG(NativeHandle srs);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int OSRSetWellKnownGeogCS(NativeHandle srs, string name);
    [LibraryImport(Gdal)] public static partial int OSRSetUTM(NativeHandle srs, int zone, int north);
    [LibraryImport(Gdal)] public static partial int OSRGetUTMZone(NativeHandle srs, out int north);
    [LibraryImport(Gdal)] public static partial int OSRStripVertical(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial int OSRGetAxisMappingStrategy(NativeHandle srs);
    [LibraryImport(Gdal)] public static partial void OSRSetAxisMappingStrategy(NativeHandle srs, int strategy);
    [LibraryImport(Gdal)] public static partial nint OCTNewCoordinateTransformation(NativeHandle source, NativeHandle target);
    [LibraryImport(Gdal)] public static partial void OCTDestroyCoordinateTransformation(nint transformation);
    [LibraryImport(Gdal)] public static unsafe partial int OCTTransform(NativeHandle transformation, int count, double* x, double* y, double* z);
}
