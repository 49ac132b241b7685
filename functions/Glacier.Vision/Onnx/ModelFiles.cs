using System.Security.Cryptography;
using Glacier.Terrain;

namespace Glacier.Vision.Onnx;

/// <summary>Where the ONNX files of model cards are looked for: beside the card, in further folders, at last at the card's URL, kept in a cache.</summary>
/// <param name="folders">Folders after the card's own, in order.</param>
/// <param name="cache">Folder that downloads go to; null: nothing is downloaded.</param>
/// <param name="http">Downloads; null: the default client.</param>
public sealed class ModelFiles(IReadOnlyList<string> folders, string? cache = null, HttpClient? http = null)
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>The program's <c>models</c> folder: below <c>GLACIER_ROOT</c>, or below the nearest folder upwards that has one.</summary>
    public static string ProgramFolder()
    {
        if (Environment.GetEnvironmentVariable("GLACIER_ROOT") is { Length: > 0 } root)
        {
            return Path.Combine(root, "models");
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "models");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "models");
    }

    /// <summary>The places of this program: <c>GLACIER_MODELS</c> or else the user's cache, and the weights of the data (<c>GLACIER_DATA</c>, or beside the repository).</summary>
    /// <param name="models">The program's models folder.</param>
    public static ModelFiles OfProgram(string models)
    {
        var cache = Environment.GetEnvironmentVariable("GLACIER_MODELS") is { Length: > 0 } given ? given : Path.Combine(UserCache(), "glacier", "models");
        var data = Environment.GetEnvironmentVariable("GLACIER_DATA") is { Length: > 0 } elsewhere ? elsewhere
            : Path.Combine(Path.GetFullPath(models), "..", "..", "shared", "data");
        return new([cache, Path.GetFullPath(Path.Combine(data, "weights"))], cache);
    }

    /// <summary>Path of a card's file where it is at hand, its content not yet checked; null where it is nowhere.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cardFolder">The folder of the card.</param>
    public string? Find(ModelCard card, string cardFolder) =>
        folders.Prepend(cardFolder).Select(folder => Path.Combine(folder, card.File)).FirstOrDefault(File.Exists);

    /// <summary>The bytes of a card's file, equal to its SHA-256.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cardFolder">The folder of the card.</param>
    /// <exception cref="InvalidInputException">The file is nowhere and cannot be downloaded, or every one found has another hash.</exception>
    public byte[] Read(ModelCard card, string cardFolder)
    {
        if (Path.GetFileName(card.File) != card.File)
        {
            throw new InvalidInputException(card.Name, "model-file-elsewhere", card.File, "a file name without folders", "Put the ONNX file beside its card.");
        }

        string? otherHash = null;
        foreach (var path in folders.Prepend(cardFolder).Select(folder => Path.Combine(folder, card.File)).Where(File.Exists))
        {
            // hashed and handed over as the same bytes, so that nothing can come between
            var bytes = File.ReadAllBytes(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (hash.Equals(card.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                return bytes;
            }

            otherHash ??= hash;
        }

        if (card.Url is not null && cache is not null)
        {
            return Download(card, card.Url, cache);
        }

        if (otherHash is not null)
        {
            throw new InvalidInputException(card.File, "model-hash", $"SHA-256 {otherHash}", card.Sha256, "The file is damaged or another one: fetch it again.");
        }

        var fix = card.Url is not null ? $"Download it from {card.Url}." : card.Source ?? "Put the file beside its card.";
        throw new InvalidInputException(card.File, "no-model", $"no file {card.File} in {string.Join(", ", folders.Prepend(cardFolder))}", $"the network that {card.Name}.json describes", fix);
    }

    private byte[] Download(ModelCard card, string url, string folder)
    {
        byte[] bytes;
        try
        {
            bytes = (http ?? s_http).GetByteArrayAsync(new Uri(url)).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or UriFormatException or InvalidOperationException)
        {
            throw new InvalidInputException(card.File, "model-download", error.Message, $"the file at {url}", $"Check the connection, or put the file into {folder}.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!hash.Equals(card.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidInputException(card.File, "model-hash", $"SHA-256 {hash} from {url}", card.Sha256, "What is offered there is another file: correct the card's url, or put the right file beside the card.");
        }

        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, Path.Combine(folder, card.File), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return bytes;
    }

    private static string UserCache() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
