using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Terrain;
using Microsoft.Extensions.Logging;

namespace Glacier.Pipeline.Steps;

/// <summary>Why an input is in quarantine: <c>{name}.reason.json</c> beside its copy.</summary>
/// <param name="Rule">The rule broken.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the rule asks for.</param>
/// <param name="HowToFix">What the user can do.</param>
/// <param name="File">The input, container and name.</param>
/// <param name="At">When this version of it was uploaded, UTC.</param>
public sealed record QuarantineReason(
    string Rule,
    string Found,
    string Expected,
    [property: System.Text.Json.Serialization.JsonPropertyName("how_to_fix")] string HowToFix,
    string File,
    DateTimeOffset At);

/// <summary>Copies inputs that break a rule beside the reason, and removes both once the input is good or gone.</summary>
public static class QuarantineRecords
{
    // larger inputs are named, not copied: a second copy of a 60,000 × 60,000 raster helps nobody
    private const long LargestCopy = 256L << 20;

    /// <summary>Copies an input into quarantine and writes why.</summary>
    public static async Task<QuarantineReason> KeepAsync(Workbench bench, BlobAddress input, InvalidInputException broken, CancellationToken cancellation = default)
    {
        var found = await bench.Stores.FindAsync(input, cancellation);
        var reason = new QuarantineReason(broken.Rule, broken.Found, broken.Expected, broken.Fix, input.ToString(), found?.Uploaded ?? DateTimeOffset.UnixEpoch);
        var target = BlobNames.Quarantined(input.Name);
        if (found is { Length: <= LargestCopy })
        {
            using var folder = bench.Files.NewFolder();
            var copy = folder.File("copy");
            await bench.Stores.DownloadAsync(input, copy, cancellation);
            await bench.Stores.WriteFileAsync(target, copy, "application/octet-stream", cancellation);
        }

        await bench.Stores.WriteJsonAsync(BlobNames.Reason(target), reason, cancellation);
        PipelineTelemetry.Quarantined(broken.Rule);
        bench.Log.LogWarning("{File} is in quarantine: {Rule}: found {Found}; expected {Expected}. {Fix}", input, broken.Rule, broken.Found, broken.Expected, broken.Fix);
        return reason;
    }

    /// <summary>Removes an input's quarantine record.</summary>
    /// <param name="bench">The account.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="unless">Rules whose records stay, because a later step of the round judges by them; null for none.</param>
    public static async Task ReleaseAsync(Workbench bench, BlobAddress input, CancellationToken cancellation = default, IReadOnlyList<string>? unless = null)
    {
        var target = BlobNames.Quarantined(input.Name);
        if (await bench.Stores.ReadJsonAsync<QuarantineReason>(BlobNames.Reason(target), cancellation) is { } reason && reason.File == input.ToString() && unless?.Contains(reason.Rule) != true)
        {
            await bench.Stores.DeleteAsync(BlobNames.Reason(target), cancellation);
            await bench.Stores.DeleteAsync(target, cancellation);
        }
    }

    /// <summary>The reasons of a glacier's inputs in quarantine, by name.</summary>
    public static async Task<IReadOnlyList<QuarantineReason>> ListAsync(BlobStores stores, string folder, CancellationToken cancellation = default)
    {
        var reasons = new List<QuarantineReason>();
        await foreach (var blob in stores.ListAsync(Containers.Quarantine, folder + "/", cancellation))
        {
            if (blob.Address.Name.EndsWith(".reason.json", StringComparison.Ordinal)
                && await stores.ReadJsonAsync<QuarantineReason>(blob.Address, cancellation) is { } reason)
            {
                reasons.Add(reason);
            }
        }

        return reasons;
    }
}
