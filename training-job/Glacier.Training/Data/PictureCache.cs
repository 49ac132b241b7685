using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Training.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Glacier.Training.Data;

/// <summary>Photographs and their sky, decoded once and kept as bytes in one file of the output folder.</summary>
public sealed class PictureCache : IDisposable
{
    private readonly SafeFileHandle _file;

    private PictureCache(SafeFileHandle file, Contents contents)
    {
        _file = file;
        Pictures = contents.Pictures;
        LeftOut = contents.LeftOut;
        SplitHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Pictures.Where(picture => picture.Validation).Select(picture => picture.Name).Order(StringComparer.Ordinal)))));
    }

    /// <summary>Every picture kept, in the order of folders and names.</summary>
    public IReadOnlyList<CachedPicture> Pictures { get; }

    /// <summary>Pictures left out: name to reason.</summary>
    public IReadOnlyDictionary<string, string> LeftOut { get; }

    /// <summary>SHA-256 over the names of the validation pictures: equal hashes, equal split.</summary>
    public string SplitHash { get; }

    /// <summary>Opens the cache of a configuration, making it first where it is absent or the photographs changed.</summary>
    /// <param name="configuration">Folders, resolution and rules.</param>
    /// <param name="dataFolder">What the configuration's folders are below.</param>
    /// <param name="cacheFolder">Where the cache is kept.</param>
    /// <param name="sky">Finds the sky of photographs without a mask: (RGB, width, height) to width × height truth values.</param>
    /// <param name="progress">Told (done, of) while it is made.</param>
    /// <exception cref="InvalidInputException">A folder is absent or empty, or nothing in it can be used.</exception>
    public static PictureCache Open(DataConfiguration configuration, string dataFolder, string cacheFolder, Func<byte[], int, int, bool[]> sky, Action<int, int>? progress = null)
    {
        var files = configuration.Folders.Select(folder => PhotoReader.List(Path.Combine(dataFolder, folder.Path))).ToArray();
        var key = Key(configuration, dataFolder, files);
        Directory.CreateDirectory(cacheFolder);
        var (data, index) = (Path.Combine(cacheFolder, $"pictures-{key}.bin"), Path.Combine(cacheFolder, $"pictures-{key}.json"));
        if (!File.Exists(index) || !File.Exists(data))
        {
            new PictureCacheWriter(configuration, dataFolder, sky).Write(files, data, index, progress);
        }

        var contents = JsonSerializer.Deserialize<Contents>(File.ReadAllText(index))!;
        var handle = File.OpenHandle(data, options: FileOptions.RandomAccess);
        if (RandomAccess.GetLength(handle) != contents.Pictures.Sum(picture => (long)picture.Length))
        {
            handle.Dispose();
            File.Delete(index);
            throw new InvalidInputException(Path.GetFileName(data), "cache-damaged", "a cache of the wrong length", "the cache as it was written", "Run again: it is made anew.");
        }

        return new(handle, contents);
    }

    /// <summary>Reads a picture.</summary>
    /// <returns>RGB bytes, and one byte per pixel: 255 in the sky.</returns>
    public (byte[] Rgb, byte[] Sky) Read(CachedPicture picture)
    {
        var pixels = picture.Width * picture.Height;
        var (rgb, sky) = (new byte[3 * pixels], new byte[pixels]);
        Fill(rgb, picture.Offset);
        Fill(sky, picture.Offset + rgb.Length);
        return (rgb, sky);

        void Fill(byte[] target, long offset)
        {
            for (var done = 0; done < target.Length;)
            {
                var count = RandomAccess.Read(_file, target.AsSpan(done), offset + done);
                done += count > 0 ? count : throw new EndOfStreamException("the picture cache ends early");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // no times: copied or downloaded photographs are the same photographs
    private static string Key(DataConfiguration configuration, string dataFolder, IReadOnlyList<string>[] files)
    {
        var text = new StringBuilder();
        text.Append(JsonSerializer.Serialize(new { version = 2, configuration.Resolution, configuration.Folders, configuration.ValidationShare, configuration.SkyShare, configuration.MinimumContrast }));
        foreach (var file in files.SelectMany(list => list).Select(path => new FileInfo(path)))
        {
            text.Append('\n').Append(Path.GetRelativePath(dataFolder, file.FullName)).Append(' ').Append(file.Length);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    internal sealed record Contents(IReadOnlyList<CachedPicture> Pictures, IReadOnlyDictionary<string, string> LeftOut);
}
