using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Status;

/// <summary>How far a glacier's round is: the orchestration's custom status.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Phase"><c>waiting</c>, <c>inspect</c>, <c>normalize</c>, <c>coregister</c>, <c>outline</c>, <c>render</c>, <c>film</c>, <c>publish</c>, <c>scenes</c>, <c>velocity</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps known so far.</param>
/// <param name="Failures">What could not be made, one line each.</param>
public sealed record RoundProgress(GlacierId Glacier, string Phase, int Done, int Total, IReadOnlyList<string> Failures);

/// <summary><c>status/{glacier}.json</c>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Phase">As in <see cref="RoundProgress"/>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps known so far.</param>
/// <param name="Products">Products there are.</param>
/// <param name="Quarantined">Inputs in quarantine.</param>
/// <param name="Failures">What could not be made, one line each.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Started">When the round began, UTC.</param>
/// <param name="Updated">When this was written, UTC.</param>
/// <param name="Eta">When the round should be done; null before anything is done and at the end.</param>
public sealed record GlacierStatus(
    GlacierId Glacier, string Phase, int Done, int Total, int Products, int Quarantined, IReadOnlyList<string> Failures, string Message,
    DateTimeOffset Started, DateTimeOffset Updated, DateTimeOffset? Eta)
{
    /// <summary>True where nothing is under way.</summary>
    public bool Ended => Phase is "done" or "failed";

    /// <summary>Writes the status of a round.</summary>
    public static async Task<GlacierStatus> SaveAsync(Workbench bench, RoundProgress progress, CancellationToken cancellation = default)
    {
        var now = DateTimeOffset.UtcNow;
        var address = BlobNames.Status(progress.Glacier);
        var before = await bench.Stores.ReadJsonAsync<GlacierStatus>(address, cancellation);
        var started = before is null || before.Ended ? now : before.Started;
        var products = 0;
        await foreach (var _ in bench.Stores.ListAsync(Containers.Products, BlobNames.Folder(progress.Glacier), cancellation))
            products++;
        var quarantined = (await QuarantineRecords.ListAsync(bench.Stores, progress.Glacier.Value, cancellation)).Count;
        var eta = progress.Done > 0 && progress.Phase is not ("done" or "failed") ? now + ((now - started) * (progress.Total - progress.Done) / progress.Done) : (DateTimeOffset?)null;
        var status = new GlacierStatus(
            progress.Glacier, progress.Phase, progress.Done, progress.Total, products, quarantined, progress.Failures, Say(progress, products, quarantined), started, now, eta);
        await bench.Stores.OverwriteStatusAsync(address, status, cancellation);
        return status;
    }

    private static string Say(RoundProgress progress, int products, int quarantined) => progress.Phase switch
    {
        "done" when progress.Total == 0 => $"No good DEM or scene: {quarantined} in quarantine, see quarantine/{progress.Glacier}/.",
        "done" => $"Done: {products} products, {quarantined} inputs in quarantine.",
        "failed" => $"Failed: {string.Join("; ", progress.Failures)}",
        var phase => $"{phase}: {progress.Done} of {progress.Total} steps.",
    };
}
