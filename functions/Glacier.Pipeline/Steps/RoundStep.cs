using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Steps;

/// <summary>An input file of a glacier, as one round of its recession sees it.</summary>
/// <param name="File">Name below the glacier's folder.</param>
/// <param name="ETag">Its version.</param>
public sealed record InputFile(string File, string ETag);

/// <summary>Up to <see cref="RoundStep.PageSize"/> DEM files, and where the next page begins.</summary>
/// <param name="Files">The files, by name.</param>
/// <param name="Next">Pass it to get the next page; null after the last.</param>
public sealed record InputPage(IReadOnlyList<InputFile> Files, string? Next);

/// <summary>The inputs a round took up, container and name to version: <c>status/{glacier}/round.json</c>.</summary>
/// <param name="Inputs">Inputs.</param>
public sealed record RoundRecord(IReadOnlyDictionary<string, string> Inputs);

/// <summary>Begins a round: writes down which inputs there are, and lists DEMs and scenes page by page so that no payload grows with the series.</summary>
public static class RoundStep
{
    /// <summary>Files of one page.</summary>
    public const int PageSize = 64;

    /// <summary>Writes <c>round.json</c>. An arrival whose version stands in it needs no round of its own.</summary>
    public static async Task BeginAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var container in new[] { Containers.Dems, Containers.Scenes, Containers.Outlines })
        {
            await foreach (var blob in bench.Stores.ListAsync(container, BlobNames.Folder(glacier), cancellation))
            {
                inputs[blob.Address.ToString()] = blob.ETag;
            }
        }

        await bench.Stores.OverwriteStatusAsync(BlobNames.Round(glacier), new RoundRecord(inputs), cancellation);
    }

    /// <summary>True where the glacier's last round took up this version of an input.</summary>
    public static async Task<bool> HasSeenAsync(Workbench bench, GlacierId glacier, BlobAddress input, string? etag, CancellationToken cancellation = default) =>
        await bench.Stores.ReadJsonAsync<RoundRecord>(BlobNames.Round(glacier), cancellation) is { } round
        && round.Inputs.TryGetValue(input.ToString(), out var seen) && seen == etag?.Trim('"');

    /// <summary>The round's files of a container after a name.</summary>
    public static async Task<InputPage> PageAsync(Workbench bench, GlacierId glacier, string? after, string container = Containers.Dems, CancellationToken cancellation = default)
    {
        var files = (await FilesAsync(bench, glacier, container, cancellation)).Where(file => after is null || string.CompareOrdinal(file.File, after) > 0).Take(PageSize + 1).ToList();
        return files.Count > PageSize ? new InputPage(files[..PageSize], files[PageSize - 1].File) : new InputPage(files, null);
    }

    /// <summary>All of the round's files of a container, by name, without settings, tables of stakes and companions.</summary>
    public static async Task<IReadOnlyList<InputFile>> FilesAsync(Workbench bench, GlacierId glacier, string container = Containers.Dems, CancellationToken cancellation = default)
    {
        var round = await bench.Stores.ReadJsonAsync<RoundRecord>(BlobNames.Round(glacier), cancellation);
        var prefix = $"{container}/{BlobNames.Folder(glacier)}";
        return [.. (round?.Inputs ?? new Dictionary<string, string>())
            .Where(input => input.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(input => new InputFile(input.Key[prefix.Length..], input.Value))
            .Where(input => input.File is not (BlobNames.SettingsFile or BlobNames.StakesFile) && !BlobNames.IsCompanion(input.File))
            .OrderBy(input => input.File, StringComparer.Ordinal)];
    }
}
