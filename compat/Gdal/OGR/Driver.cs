using OSGeo.GDAL;

namespace OSGeo.OGR;

/// <summary>A vector format.</summary>
public class Driver : IDisposable
{
    private readonly GDAL.Driver _driver;

    internal Driver(GDAL.Driver driver) => _driver = driver;

    public string GetName() => _driver.ShortName;

    public DataSource CreateDataSource(string utf8_path, string[]? options) => new(_driver.Create(utf8_path, 0, 0, 0, DataType.GDT_Unknown, options));

    public DataSource? Open(string utf8_path, int update)
    {
        var dataset = Gdal.OpenEx(
            utf8_path,
            (uint)(GdalConst.OF_VECTOR | GdalConst.OF_VERBOSE_ERROR | (update != 0 ? GdalConst.OF_UPDATE : 0)),
            [_driver.ShortName],
            null,
            null);
        return dataset is null ? null : new DataSource(dataset);
    }

    public int DeleteDataSource(string utf8_path) => (int)_driver.Delete(utf8_path);

    public void Dispose()
    {
        _driver.Dispose();
        GC.SuppressFinalize(this);
    }
}
