using System.Security.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Terrain;

namespace Glacier.Training.Storage;

/// <summary>Blobs as files and files as blobs; a file or blob appears whole or not at all.</summary>
internal static class BlobFiles
{
    private const int Block = 8 << 20;

    /// <summary>Brings a blob as it was when it was listed; the file gets the blob's time.</summary>
    /// <param name="container">Where it is.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="InvalidInputException">What came is not what storage says of it.</exception>
    public static void Download(BlobContainerClient container, BlobItem blob, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        var unchanged = new BlobRequestConditions { IfMatch = blob.Properties.ETag };
        container.GetBlobClient(blob.Name).DownloadTo(part, new BlobDownloadToOptions { Conditions = unchanged });
        var length = new FileInfo(part).Length;
        if (length != blob.Properties.ContentLength)
        {
            throw Damaged($"{length} bytes", $"{blob.Properties.ContentLength} bytes");
        }

        if (blob.Properties.ContentHash is { Length: > 0 } expected && Md5(part) is var found && !found.AsSpan().SequenceEqual(expected))
        {
            throw Damaged($"MD5 {Convert.ToHexStringLower(found)}", $"MD5 {Convert.ToHexStringLower(expected)}");
        }

        File.SetLastWriteTimeUtc(part, Time(blob));
        File.Move(part, path, overwrite: true);

        InvalidInputException Damaged(string what, string wanted)
        {
            File.Delete(part);
            return new(blob.Name, "download-damaged", what, wanted, "Run again; if it comes again, upload the file again.");
        }
    }

    /// <summary>Whether a file is the blob, by length and time.</summary>
    public static bool IsCached(BlobItem blob, string path) =>
        new FileInfo(path) is { Exists: true } file && file.Length == blob.Properties.ContentLength && file.LastWriteTimeUtc == Time(blob);

    /// <summary>Sends a file; the blob is replaced in one piece.</summary>
    public static void Upload(BlobContainerClient container, string path, string name)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = ContentType(name) },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = Block, MaximumTransferSize = Block, MaximumConcurrency = 4 },
        };
        using var file = File.OpenRead(path);
        container.GetBlobClient(name).Upload(file, options);
    }

    private static DateTime Time(BlobItem blob) => blob.Properties.LastModified?.UtcDateTime ?? DateTime.UnixEpoch;

    // the hash that storage keeps; against accidents, not against people
    private static byte[] Md5(string path)
    {
        using var file = File.OpenRead(path);
        return MD5.HashData(file);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".png" => "image/png",
        ".csv" => "text/csv",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
