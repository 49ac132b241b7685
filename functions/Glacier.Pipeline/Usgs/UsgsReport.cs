using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Usgs;

/// <summary>What became of a file of the catalogue.</summary>
public enum UsgsOutcome
{
    /// <summary>Copied: it was not there.</summary>
    Copied,

    /// <summary>Copied over the version copied before.</summary>
    Updated,

    /// <summary>It is there already.</summary>
    Same,

    /// <summary>It would have been copied.</summary>
    Listed,

    /// <summary>It was copied once and is no longer in the catalogue; the copy stays.</summary>
    Withdrawn,

    /// <summary>It cannot be taken, and trying again would not help.</summary>
    Refused,

    /// <summary>It could not be copied this time.</summary>
    Failed,
}

/// <summary>A file of the catalogue.</summary>
/// <param name="Item">The configured item.</param>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Blob">Where it goes, container and name; null where it has no place.</param>
/// <param name="Version">Checksum, date and size.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Why">Reason of a refusal or failure.</param>
/// <param name="ETag">Version of the copy.</param>
public sealed record UsgsFile(string Item, string Name, string? Blob, string Version, UsgsOutcome Outcome, string? Why = null, string? ETag = null);

/// <summary>What the last look found, and so what the next one compares with: <c>status/usgs.json</c>.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Files">Every file of the catalogue, and those copied once.</param>
public sealed record UsgsReport(DateTimeOffset At, IReadOnlyList<UsgsFile> Files)
{
    /// <summary>Where it is kept.</summary>
    public static BlobAddress Address { get; } = new(Containers.Status, "usgs.json");
}
