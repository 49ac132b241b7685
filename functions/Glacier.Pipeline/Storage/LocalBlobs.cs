using System.Diagnostics;
using System.Globalization;
using Glacier.Terrain;

namespace Glacier.Pipeline.Storage;

/// <summary>
/// Local copies of blobs, each downloaded once per version and kept while there is room, so that the steps of one process do not fetch the same DEM again
/// and again. Everything lies in one temporary folder, removed at the end; folders of processes that were killed are removed at the start.
/// </summary>
public sealed class LocalBlobs : IDisposable
{
    /// <summary>Largest blob that is copied: more than any DEM or outline within the rules, less than a worker's disk.</summary>
    public const long LargestBytes = 4L << 30;

    private static int _folders;

    private readonly BlobStores _stores;
    private readonly long _capacity;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly string _root;
    private long _clock;

    /// <summary>An empty store of local copies.</summary>
    /// <param name="stores">Where the blobs come from.</param>
    /// <param name="capacity">Bytes kept beyond those in use.</param>
    public LocalBlobs(BlobStores stores, long capacity = 512L << 20)
    {
        _stores = stores;
        _capacity = capacity;
        RemoveLeftovers();
        _root = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"glacier-{Environment.ProcessId}-{Interlocked.Increment(ref _folders)}"))).FullName;
    }

    /// <summary>A local copy of a blob, under its own file name beside its companions.</summary>
    /// <param name="blob">The version wanted.</param>
    /// <param name="companions">Blobs that lie beside it: world file, projection.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    /// <exception cref="InvalidInputException">Rule <c>too-large</c>: it and its companions are above <see cref="LargestBytes"/>.</exception>
    public async Task<LocalBlob> OpenAsync(StoredBlob blob, IReadOnlyList<StoredBlob>? companions = null, CancellationToken cancellation = default)
    {
        companions ??= [];
        if (companions.Prepend(blob).Sum(part => part.Length) is var bytes and > LargestBytes)
        {
            throw new InvalidInputException(
                blob.Address.FileName, "too-large", $"{bytes >> 20} MB", $"at most {LargestBytes >> 20} MB", "Compress it (gdal_translate -co COMPRESS=DEFLATE -co PREDICTOR=3) or cut it to the glacier and its surroundings.");
        }

        var key = BlobNames.Hash(string.Join('\n', companions.Prepend(blob).Select(part => $"{part.Address} {part.ETag}")));
        Entry entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out entry!))
            {
                _entries[key] = entry = new Entry(Path.Combine(_root, key), blob.Length);
            }

            entry.Users++;
            entry.LastUsed = ++_clock;
        }

        try
        {
            await entry.Gate.WaitAsync(cancellation);
            try
            {
                entry.Sha256 ??= await DownloadAsync(entry, blob, companions, cancellation);
            }
            finally
            {
                entry.Gate.Release();
            }

            return new LocalBlob(Path.Combine(entry.Folder, blob.Address.FileName), entry.Sha256, () => Release(entry));
        }
        catch
        {
            Release(entry);
            throw;
        }
    }

    /// <summary>A local copy of the newest version of a product.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public async Task<LocalBlob> OpenAsync(BlobAddress address, CancellationToken cancellation = default) =>
        await OpenAsync(
            await _stores.FindAsync(address, cancellation) ?? throw new FileNotFoundException($"There is no blob {address}."), companions: null, cancellation);

    /// <summary>An empty folder for a step's outputs, removed with its handle.</summary>
    public WorkFolder NewFolder() => new(Directory.CreateDirectory(Path.Combine(_root, "work-" + Guid.NewGuid().ToString("N"))).FullName);

    /// <inheritdoc/>
    public void Dispose() => Remove(_root);

    private async Task<string> DownloadAsync(Entry entry, StoredBlob blob, IReadOnlyList<StoredBlob> companions, CancellationToken cancellation)
    {
        Directory.CreateDirectory(entry.Folder);
        var hashes = new List<string>();
        foreach (var part in companions.Prepend(blob))
        {
            hashes.Add(await _stores.DownloadAsync(part.Address, Path.Combine(entry.Folder, part.Address.FileName), cancellation));
        }

        return hashes.Count == 1 ? hashes[0] : ProductKey.Of("with-companions", 1, hashes).Value;
    }

    private void Release(Entry entry)
    {
        List<Entry> surplus = [];
        lock (_gate)
        {
            entry.Users--;
            var kept = _entries.Values.Sum(each => each.Length);
            foreach (var (key, idle) in _entries.Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.LastUsed).ToList())
            {
                if (kept <= _capacity && idle.Sha256 is not null)
                {
                    continue;
                }

                _entries.Remove(key);
                kept -= idle.Length;
                surplus.Add(idle);
            }
        }

        surplus.ForEach(idle => Remove(idle.Folder));
    }

    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), "glacier-*-*"))
        {
            var parts = Path.GetFileName(folder).Split('-');
            if (parts.Length == 3 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var process) && int.TryParse(parts[2], out _) && !Lives(process, folder))
            {
                Remove(folder);
            }
        }
    }

    // a folder older than the process of its number belonged to an earlier process of that number
    private static bool Lives(int process, string folder)
    {
        try
        {
            using var owner = Process.GetProcessById(process);
            return owner.StartTime.ToUniversalTime() <= Directory.GetCreationTimeUtc(folder).AddSeconds(2);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception gone) when (gone is DirectoryNotFoundException or UnauthorizedAccessException or IOException)
        {
            // another process removes the same leftovers, or owns them
        }
    }

    private sealed class Entry(string folder, long length)
    {
        public string Folder { get; } = folder;

        public long Length { get; } = length;

        public SemaphoreSlim Gate { get; } = new(1);

        public string? Sha256 { get; set; }

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}

/// <summary>A local copy of a blob; may be removed once disposed.</summary>
public sealed class LocalBlob(string path, string sha256, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>SHA-256 of the blob's contents (and of its companions'), hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}

/// <summary>A folder that is removed when disposed.</summary>
public sealed class WorkFolder(string path) : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Full path of a file in it; folders in the name are made.</summary>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public string File(string name)
    {
        var file = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));
        if (!file.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' leaves the step's folder", nameof(name));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
