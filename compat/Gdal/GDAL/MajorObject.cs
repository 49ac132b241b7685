using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>What drivers, datasets and bands share: a description and metadata.</summary>
public class MajorObject : IDisposable
{
    internal MajorObject(NativeHandle handle) => Handle = handle;

    internal NativeHandle Handle { get; }

    public string GetDescription() => StringList.Text(NativeMethods.GDALGetDescription(Handle)) ?? "";

    public void SetDescription(string pszNewDesc) => NativeMethods.GDALSetDescription(Handle, pszNewDesc);

    public string[] GetMetadataDomainList() => StringList.Take(NativeMethods.GDALGetMetadataDomainList(Handle));

    public string[] GetMetadata(string? pszDomain)
    {
        Errors.Reset();
        return Errors.Check(StringList.Read(NativeMethods.GDALGetMetadata(Handle, pszDomain)));
    }

    public string? GetMetadataItem(string pszName, string? pszDomain)
    {
        Errors.Reset();
        return Errors.Check(StringList.Text(NativeMethods.GDALGetMetadataItem(Handle, pszName, pszDomain)));
    }

    public CPLErr SetMetadata(string[] papszMetadata, string? pszDomain)
    {
        Errors.Reset();
        using var list = new StringList(papszMetadata);
        return Errors.Check((CPLErr)NativeMethods.GDALSetMetadata(Handle, list.Pointer, pszDomain));
    }

    public CPLErr SetMetadataItem(string pszName, string? pszValue, string? pszDomain)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetMetadataItem(Handle, pszName, pszValue, pszDomain));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Handle.Dispose();
        }
    }
}
