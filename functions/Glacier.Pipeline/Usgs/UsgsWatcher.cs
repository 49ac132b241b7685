using System.IO.Enumeration;
using System.Text.Json;
using Azure;
using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Usgs;

/// <summary>
/// Copies DEMs that appear in, or change in, items of the USGS catalogue into <c>dems/</c>, where their arrival starts a round by itself. A file that people
/// uploaded is never overwritten, nothing is ever deleted, and a copy appears whole with the right checksum or not at all.
/// </summary>
public sealed class UsgsWatcher(BlobStores stores, ScienceBaseCatalogue catalogue, UsgsOptions options, ILogger<UsgsWatcher> log)
{
    private const string Mark = "usgs-";
    private static readonly string[] _endings = [".tif", ".tiff", ".img", ".asc", ".dem", ".hgt"];

    /// <summary>Looks once.</summary>
    /// <returns>What became of each file; kept for the next look as well.</returns>
    public async Task<UsgsReport> RunAsync(CancellationToken cancellation = default)
    {
        var before = (await stores.ReadJsonAsync<UsgsReport>(UsgsReport.Address, cancellation))?.Files ?? [];
        var files = new List<UsgsFile>();
        foreach (var source in options.Sources)
        {
            var known = before.Where(file => file.Item == source.Item).ToList();
            try
            {
                files.AddRange(await LookAsync(source, known, cancellation));
            }
            catch (Exception unreadable) when (unreadable is HttpRequestException or JsonException or IOException or TimeoutException)
            {
                // what is not seen is not withdrawn
                log.LogWarning("USGS item {Item} could not be read: {Message}", source.Item, unreadable.Message);
                files.AddRange(known.Where(file => file.ETag is not null));
                files.Add(new UsgsFile(source.Item, "", null, "", UsgsOutcome.Failed, unreadable.Message));
            }
        }

        var report = new UsgsReport(DateTimeOffset.UtcNow, files);
        if (options.Sources.Count > 0)
            await stores.OverwriteStatusAsync(UsgsReport.Address, report, cancellation);
        return report;
    }

    private async Task<IReadOnlyList<UsgsFile>> LookAsync(UsgsSource source, IReadOnlyList<UsgsFile> known, CancellationToken cancellation)
    {
        var seen = new List<UsgsFile>();
        foreach (var file in (await catalogue.FilesAsync(source.Item, cancellation)).DistinctBy(file => file.Name))
        {
            if (!FileSystemName.MatchesSimpleExpression(options.Pattern, file.Name, ignoreCase: true))
                continue;
            var former = known.FirstOrDefault(each => each.Name == file.Name && each.ETag is not null);
            var result = await TakeAsync(source, file, former, cancellation);
            seen.Add(result);
            if (result.Outcome != UsgsOutcome.Same)
                log.LogInformation("USGS {Item} {File}: {Outcome} {Why}", source.Item, BlobNames.Shorten(file.Name), result.Outcome, result.Why);
        }

        foreach (var gone in known.Where(each => each.ETag is not null && seen.All(file => file.Name != each.Name)))
        {
            if (gone.Outcome != UsgsOutcome.Withdrawn)
                log.LogWarning("USGS {Item} {File} is no longer in the catalogue; {Blob} stays", source.Item, BlobNames.Shorten(gone.Name), gone.Blob);
            seen.Add(gone with { Outcome = UsgsOutcome.Withdrawn });
        }

        return seen;
    }

    private async Task<UsgsFile> TakeAsync(UsgsSource source, ScienceBaseFile file, UsgsFile? former, CancellationToken cancellation)
    {
        var result = new UsgsFile(source.Item, file.Name, null, file.Version, UsgsOutcome.Same, ETag: former?.ETag);
        if (Refusal(source, file, out var address) is { } why)
            return result with { Outcome = UsgsOutcome.Refused, Why = why };
        result = result with { Blob = address.ToString() };
        var present = await stores.FindAsync(address, cancellation);
        var origin = $"{Mark}{BlobNames.Hash($"{source.Item} {file.Version}")}";
        if (present?.Origin == origin)
            return result with { ETag = present.ETag };
        if (present is not null && present.Origin?.StartsWith(Mark, StringComparison.Ordinal) != true)
            return result with { Outcome = UsgsOutcome.Refused, Why = "a file of this name that was not copied from there lies in its place", ETag = null };
        if (present is null && former?.Version == file.Version)
            return result with { Outcome = UsgsOutcome.Refused, Why = "it was copied once and somebody removed it; it comes again when the catalogue has another version" };
        if (options.ListOnly)
            return result with { Outcome = UsgsOutcome.Listed };
        try
        {
            var etag = await catalogue.Retry.ExecuteAsync(async token => await CopyAsync(file, address, present, origin, token), cancellation);
            return result with { Outcome = present is null ? UsgsOutcome.Copied : UsgsOutcome.Updated, ETag = etag };
        }
        catch (InvalidDataException wrong)
        {
            return result with { Outcome = UsgsOutcome.Refused, Why = wrong.Message, Version = former?.Version ?? file.Version };
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or TimeoutException or RequestFailedException)
        {
            return result with { Outcome = UsgsOutcome.Failed, Why = failed.Message, Version = former?.Version ?? file.Version };
        }
    }

    private async Task<string> CopyAsync(ScienceBaseFile file, BlobAddress address, StoredBlob? present, string origin, CancellationToken cancellation)
    {
        using var response = await catalogue.OpenAsync(file, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var source = new CheckedStream(body, file.Checksum?.Type ?? "MD5", options.LargestBytes, options.Stall);
        return await stores.ImportAsync(
            address, present?.ETag, origin, source.ReadAsync,
            () =>
            {
                var hash = source.Hash();
                if (file.Size is { } size && size != source.Length)
                    throw new IOException($"{source.Length} bytes came, the catalogue says {size}");
                if (file.Checksum?.Value is { Length: > 0 } said && hash is not null && !said.Equals(hash, StringComparison.OrdinalIgnoreCase))
                    throw new IOException($"what came has the checksum {hash}, the catalogue says {said}");
            },
            cancellation);
    }

    private string? Refusal(UsgsSource source, ScienceBaseFile file, out BlobAddress address)
    {
        address = default;
        if (BlobNames.CheckFile(file.Name) is { } broken)
            return broken.Found;
        if (file.Name.Contains('/', StringComparison.Ordinal))
            return "a folder in the name";
        if (!_endings.Contains(Path.GetExtension(file.Name).ToLowerInvariant()) && !BlobNames.IsCompanion(file.Name))
            return "not a DEM by its name's ending; archives are not opened";
        if (file.Size > options.LargestBytes)
            return $"{file.Size} bytes; at most {options.LargestBytes}";
        var glacier = source.Glacier;
        if (glacier is null && GlacierId.TryParse(new string([.. file.Name.TakeWhile(letter => char.IsAsciiLetter(letter) || letter == '-')]).ToLowerInvariant(), out var named))
            glacier = named;
        if (glacier is not { } folder)
            return "the name does not begin with a glacier's; configure GLACIER=ITEM";
        address = new BlobAddress(Containers.Dems, BlobNames.Folder(folder) + file.Name);
        return null;
    }
}
