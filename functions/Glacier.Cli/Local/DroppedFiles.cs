using Azure.Storage.Blobs.Models;
using Glacier.Pipeline.Storage;

namespace Glacier.Cli.Local;

/// <summary>Uploads files as a scientist would drop them.</summary>
internal static class DroppedFiles
{
    /// <summary>Uploads one file below the glacier's folder, streaming.</summary>
    /// <returns>The blob's address.</returns>
    public static async Task<BlobAddress> UploadAsync(StorageConnection storage, string container, GlacierId glacier, string file, CancellationToken cancellation)
    {
        var address = new BlobAddress(container, BlobNames.Folder(glacier) + Path.GetFileName(file));
        var client = storage.Blobs.GetBlobContainerClient(container);
        await client.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await using var content = File.OpenRead(file);
        await client.GetBlobClient(address.Name).UploadAsync(content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = ContentType(file) } }, cancellation);
        return address;
    }

    private static string ContentType(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".TIF" or ".TIFF" => "image/tiff",
        ".JSON" => "application/json",
        ".GEOJSON" => "application/geo+json",
        ".GPKG" => "application/geopackage+sqlite3",
        _ => "application/octet-stream",
    };
}
