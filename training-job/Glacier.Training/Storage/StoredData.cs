using System.Runtime.ExceptionServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Terrain;

namespace Glacier.Training.Storage;

/// <summary>The data sets below <c>data/</c> of the container, as a folder that is kept between runs.</summary>
internal static class StoredData
{
    /// <summary>What the names of their blobs begin with.</summary>
    public const string Prefix = "data/";

    private const int Transfers = 8;

    /// <summary>Makes a folder hold what the container holds: brings what is absent or has changed, removes what is not there any more.</summary>
    /// <param name="container">The container.</param>
    /// <param name="folders">Folders below <c>data/</c> that are wanted; "" is all.</param>
    /// <param name="target">The folder; nothing else may be in it.</param>
    /// <param name="progress">Told (done, of) in files.</param>
    /// <param name="stop">Ends it between two files; what came stays.</param>
    /// <exception cref="InvalidInputException">Nothing there, a name that leads out of the folder, or a damaged download.</exception>
    public static void Bring(BlobContainerClient container, IEnumerable<string> folders, string target, Action<int, int> progress, CancellationToken stop)
    {
        target = Path.GetFullPath(target);
        foreach (var folder in folders.Distinct())
        {
            var prefix = folder.Length == 0 ? Prefix : $"{Prefix}{folder}/";
            var blobs = container.GetBlobs(BlobTraits.None, BlobStates.None, prefix, stop).Where(blob => !blob.Name.EndsWith('/')).ToDictionary(blob => Place(blob, target), StringComparer.Ordinal);
            if (blobs.Count == 0)
            {
                throw new InvalidInputException(prefix, "no-data-folder", $"no blob of that name in {container.Name}", "the files that the configuration's data name", $"Upload them below {container.Name}/{Prefix}, or correct the configuration.");
            }

            var there = Path.Combine(target, folder);
            foreach (var old in Directory.Exists(there) ? Directory.GetFiles(there, "*", SearchOption.AllDirectories).Where(path => !blobs.ContainsKey(path)) : [])
            {
                File.Delete(old);
            }

            var done = blobs.Count(pair => BlobFiles.IsCached(pair.Value, pair.Key));
            try
            {
                Parallel.ForEach(blobs.Where(pair => !BlobFiles.IsCached(pair.Value, pair.Key)).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = Transfers, CancellationToken = stop }, pair =>
                {
                    BlobFiles.Download(container, pair.Value, pair.Key);
                    progress(Interlocked.Increment(ref done), blobs.Count);
                });
            }
            catch (AggregateException errors)
            {
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
        }
    }

    private static string Place(BlobItem blob, string target)
    {
        var path = Path.GetFullPath(Path.Combine(target, blob.Name[Prefix.Length..]));
        return path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidInputException(blob.Name, "blob-name", "a name that leads out of its folder", "names without ..", "Rename the blob.");
    }
}
