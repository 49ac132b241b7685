using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Catalog;

/// <summary>A product file as the catalogue lists it.</summary>
/// <param name="Key">Name within its item, such as <c>dem</c>.</param>
/// <param name="Href">Path relative to the STAC file that lists it, with forward slashes.</param>
/// <param name="MediaType">Media type, such as <c>image/tiff; application=geotiff; profile=cloud-optimized</c>.</param>
/// <param name="Title">What it is, in plain words.</param>
/// <param name="Roles">STAC roles: <c>data</c>, <c>overview</c>, <c>metadata</c>, <c>thumbnail</c>, <c>visual</c>.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Sha256">Hex digest of its content.</param>
/// <param name="Grid">Grid of a raster, null otherwise.</param>
/// <param name="Bands">What the values of a raster's bands are, null otherwise.</param>
/// <param name="Synthetic">True for a picture that no camera took.</param>
public sealed record StacAsset(
    string Key,
    string Href,
    string MediaType,
    string Title,
    IReadOnlyList<string> Roles,
    long Bytes,
    string Sha256,
    Grid? Grid = null,
    IReadOnlyList<StacBand>? Bands = null,
    bool Synthetic = false)
{
    /// <summary>Media type of a cloud-optimised GeoTIFF.</summary>
    public const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";
}

/// <summary>The values of a raster band.</summary>
/// <param name="Name">Short name, such as <c>elevation</c>.</param>
/// <param name="Unit">Unit, such as <c>m</c>.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
public sealed record StacBand(string Name, string Unit, double? Minimum = null, double? Maximum = null);
