using Azure.Storage.Blobs.Models;
using Glacier.Pipeline.Storage;

namespace Glacier.Cli.Local;

/// <summary>A copy of a glacier's products on disk.</summary>
/// <param name="Files">Products there are.</param>
/// <param name="Bytes">Their size together.</param>
internal sealed record PulledProducts(int Files, long Bytes)
{
    /// <summary>Copies every product of a glacier below a folder; a file of the same size and at least the same age is left alone.</summary>
    /// <exception cref="IOException">A product's name would lead out of the folder.</exception>
    public static async Task<PulledProducts> CopyAsync(StorageConnection storage, GlacierId glacier, string folder, CancellationToken cancellation)
    {
        var products = storage.Blobs.GetBlobContainerClient(Containers.Products);
        var prefix = BlobNames.Folder(glacier);
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var (files, bytes) = (0, 0L);
        if (!await products.ExistsAsync(cancellation))
        {
            return new PulledProducts(0, 0);
        }

        await foreach (var blob in products.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
        {
            var path = Path.GetFullPath(Path.Combine(root, blob.Name[prefix.Length..]));
            if (!path.StartsWith(root, StringComparison.Ordinal))
            {
                throw new IOException($"{blob.Name}: this product's name leads out of {folder}");
            }

            files++;
            bytes += blob.Properties.ContentLength ?? 0;
            var existing = new FileInfo(path);
            if (existing.Exists && existing.Length == blob.Properties.ContentLength && existing.LastWriteTimeUtc >= blob.Properties.LastModified)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var arriving = path + ".part";
            await products.GetBlobClient(blob.Name).DownloadToAsync(arriving, cancellation);
            File.Move(arriving, path, overwrite: true);
        }

        return new PulledProducts(files, bytes);
    }
}
