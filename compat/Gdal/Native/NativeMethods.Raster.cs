using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>Imports of libgdal's C API: rasters.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Gdal)] public static partial void GDALAllRegister();
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALVersionInfo(string request);
    [LibraryImport(Gdal)] public static partial void GDALSetCacheMax64(long bytes);
    [LibraryImport(Gdal)] public static partial long GDALGetCacheMax64();
    [LibraryImport(Gdal)] public static partial long GDALGetCacheUsed64();
    [LibraryImport(Gdal)] public static partial int GDALGetDriverCount();
    [LibraryImport(Gdal)] public static partial nint GDALGetDriver(int index);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALGetDriverByName(string name);
    [LibraryImport(Gdal)] public static partial nint GDALGetDriverShortName(NativeHandle driver);
    [LibraryImport(Gdal)] public static partial nint GDALGetDriverLongName(NativeHandle driver);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALOpenEx(string path, uint flags, nint drivers, nint options, nint siblings);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALIdentifyDriverEx(string path, uint flags, nint drivers, nint siblings);
    [LibraryImport(Gdal)] public static partial int GDALClose(nint dataset);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALCreate(NativeHandle driver, string path, int width, int height, int bands, int type, nint options);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALCreateCopy(NativeHandle driver, string path, NativeHandle source, int strict, nint options, nint progress, nint data);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int GDALDeleteDataset(NativeHandle driver, string path);

    [LibraryImport(Gdal)] public static partial nint GDALGetDescription(NativeHandle item);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial void GDALSetDescription(NativeHandle item, string text);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALGetMetadata(NativeHandle item, string? domain);
    [LibraryImport(Gdal)] public static partial nint GDALGetMetadataDomainList(NativeHandle item);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int GDALSetMetadata(NativeHandle item, nint list, string? domain);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint GDALGetMetadataItem(NativeHandle item, string name, string? domain);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int GDALSetMetadataItem(NativeHandle item, string name, string? value, string? domain);

    [LibraryImport(Gdal)] public static partial int GDALGetRasterXSize(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial int GDALGetRasterYSize(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial int GDALGetRasterCount(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial nint GDALGetRasterBand(NativeHandle dataset, int band);
    [LibraryImport(Gdal)] public static partial nint GDALGetDatasetDriver(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial nint GDALGetProjectionRef(NativeHandle dataset);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int GDALSetProjection(NativeHandle dataset, string wkt);
    [LibraryImport(Gdal)] public static partial nint GDALGetSpatialRef(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial int GDALSetSpatialRef(NativeHandle dataset, NativeHandle srs);
    [LibraryImport(Gdal)] public static unsafe partial int GDALGetGeoTransform(NativeHandle dataset, double* transform);
    [LibraryImport(Gdal)] public static unsafe partial int GDALSetGeoTransform(NativeHandle dataset, double* transform);
    [LibraryImport(Gdal)] public static partial int GDALGetGCPCount(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial nint GDALGetFileList(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial void GDALFlushCache(NativeHandle dataset);
    [LibraryImport(Gdal)] public static partial int GDALAddBand(NativeHandle dataset, int type, nint options);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GDALBuildOverviews(NativeHandle dataset, string resampling, int count, int* levels, int bands, int* bandList, nint progress, nint data);
    [LibraryImport(Gdal)]
    public static unsafe partial int GDALDatasetRasterIOEx(
        NativeHandle dataset, int direction, int x, int y, int width, int height, nint buffer, int bufferWidth, int bufferHeight, int type,
        int bands, int* bandMap, long pixelSpace, long lineSpace, long bandSpace, nint extra);

    [LibraryImport(Gdal)] public static partial int GDALGetRasterDataType(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALGetRasterBandXSize(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALGetRasterBandYSize(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALGetBandNumber(NativeHandle band);
    [LibraryImport(Gdal)] public static partial void GDALGetBlockSize(NativeHandle band, out int width, out int height);
    [LibraryImport(Gdal)] public static partial double GDALGetRasterNoDataValue(NativeHandle band, out int success);
    [LibraryImport(Gdal)] public static partial int GDALSetRasterNoDataValue(NativeHandle band, double value);
    [LibraryImport(Gdal)] public static partial int GDALDeleteRasterNoDataValue(NativeHandle band);
    [LibraryImport(Gdal)] public static partial double GDALGetRasterScale(NativeHandle band, out int success);
    [LibraryImport(Gdal)] public static partial double GDALGetRasterOffset(NativeHandle band, out int success);
    [LibraryImport(Gdal)] public static partial int GDALSetRasterScale(NativeHandle band, double value);
    [LibraryImport(Gdal)] public static partial int GDALSetRasterOffset(NativeHandle band, double value);
    [LibraryImport(Gdal)] public static partial nint GDALGetRasterUnitType(NativeHandle band);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int GDALSetRasterUnitType(NativeHandle band, string unit);
    [LibraryImport(Gdal)] public static partial int GDALGetRasterColorInterpretation(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALSetRasterColorInterpretation(NativeHandle band, int value);
    [LibraryImport(Gdal)] public static partial nint GDALGetRasterColorTable(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALGetColorEntryCount(NativeHandle table);
    [LibraryImport(Gdal)] public static unsafe partial int GDALGetColorEntryAsRGB(NativeHandle table, int index, short* entry);
    [LibraryImport(Gdal)] public static partial int GDALGetOverviewCount(NativeHandle band);
    [LibraryImport(Gdal)] public static partial nint GDALGetOverview(NativeHandle band, int index);
    [LibraryImport(Gdal)] public static partial nint GDALGetMaskBand(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALGetMaskFlags(NativeHandle band);
    [LibraryImport(Gdal)] public static partial int GDALFillRaster(NativeHandle band, double real, double imaginary);
    [LibraryImport(Gdal)] public static partial int GDALFlushRasterCache(NativeHandle band);
    [LibraryImport(Gdal)]
    public static partial int GDALGetRasterStatistics(NativeHandle band, int approximate, int force, out double minimum, out double maximum, out double mean, out double deviation);
    [LibraryImport(Gdal)]
    public static partial int GDALRasterIOEx(
        NativeHandle band, int direction, int x, int y, int width, int height, nint buffer, int bufferWidth, int bufferHeight, int type,
        long pixelSpace, long lineSpace, nint extra);
    [LibraryImport(Gdal)]
    public static partial int GDALGetDataCoverageStatus(NativeHandle band, int x, int y, int width, int height, int stopMask, out double percent);

    [LibraryImport(Gdal)] public static partial int GDALGetDataTypeSize(int type);
    [LibraryImport(Gdal)] public static partial nint GDALGetDataTypeName(int type);
    [LibraryImport(Gdal)] public static partial nint GDALWarpAppOptionsNew(nint arguments, nint binary);
    [LibraryImport(Gdal)] public static partial void GDALWarpAppOptionsFree(nint options);
    [LibraryImport(Gdal)] public static partial void GDALWarpAppOptionsSetProgress(NativeHandle options, nint progress, nint data);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial nint GDALWarp(string? path, nint target, int count, nint* sources, NativeHandle options, out int usageError);
    [LibraryImport(Gdal)] public static partial nint GDALTranslateOptionsNew(nint arguments, nint binary);
    [LibraryImport(Gdal)] public static partial void GDALTranslateOptionsFree(nint options);
    [LibraryImport(Gdal)] public static partial void GDALTranslateOptionsSetProgress(NativeHandle options, nint progress, nint data);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALTranslate(string path, NativeHandle source, NativeHandle options, out int usageError);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GDALAutoCreateWarpedVRT(NativeHandle source, string? sourceWkt, string? targetWkt, int resampling, double maximumError, nint options);
    [LibraryImport(Gdal)]
    public static partial int GDALPolygonize(NativeHandle band, NativeHandle mask, NativeHandle layer, int field, nint options, nint progress, nint data);
    [LibraryImport(Gdal)]
    public static unsafe partial int GDALRasterizeLayers(
        NativeHandle dataset, int bands, int* bandList, int layers, nint* layerList, nint transformer, nint transformerData, double* burnValues, nint options, nint progress, nint data);
}
