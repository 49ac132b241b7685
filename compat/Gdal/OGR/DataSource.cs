using OSGeo.GDAL;
using OSGeo.OSR;

namespace OSGeo.OGR;

/// <summary>An open file of layers.</summary>
public class DataSource : IDisposable
{
    private readonly Dataset _dataset;

    internal DataSource(Dataset dataset) => _dataset = dataset;

    public string name => _dataset.GetDescription();

    public string GetName() => _dataset.GetDescription();

    public Driver GetDriver() => new(_dataset.GetDriver());

    public int GetLayerCount() => _dataset.GetLayerCount();

    public Layer? GetLayerByIndex(int index) => _dataset.GetLayerByIndex(index);

    public Layer? GetLayerByName(string layer_name) => _dataset.GetLayerByName(layer_name);

    public Layer CreateLayer(string name, SpatialReference? srs, wkbGeometryType geom_type, string[]? options) =>
        _dataset.CreateLayer(name, srs, geom_type, options);

    public void FlushCache() => _dataset.FlushCache();

    public void Dispose()
    {
        _dataset.Dispose();
        GC.SuppressFinalize(this);
    }
}
