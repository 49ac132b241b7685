using OSGeo.GDAL;
using OSGeo.Native;

namespace OSGeo.OGR;

/// <summary>The vector side of the library.</summary>
public static class Ogr
{
    public static void RegisterAll() => Gdal.AllRegister();

    public static void UseExceptions() => Gdal.UseExceptions();

    public static Driver? GetDriverByName(string name) => Gdal.GetDriverByName(name) is { } driver ? new Driver(driver) : null;

    public static DataSource? Open(string utf8_path, int update)
    {
        var dataset = Gdal.OpenEx(
            utf8_path, (uint)(GdalConst.OF_VECTOR | GdalConst.OF_VERBOSE_ERROR | (update != 0 ? GdalConst.OF_UPDATE : 0)), null, null, null);
        return dataset is null ? null : new DataSource(dataset);
    }

    public static string GeometryTypeToName(wkbGeometryType eType) => StringList.Text(NativeMethods.OGRGeometryTypeToName((uint)eType))!;
}
