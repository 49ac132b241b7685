namespace Glacier.Pipeline.Storage;

/// <summary>Where a blob lies.</summary>
/// <param name="Container">One of <see cref="Containers"/>.</param>
/// <param name="Name">Name within the container.</param>
public readonly record struct BlobAddress(string Container, string Name)
{
    /// <summary>The last part of the name.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <inheritdoc/>
    public override string ToString() => $"{Container}/{Name}";
}

/// <summary>A blob that is there.</summary>
/// <param name="Address">Where it lies.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Uploaded">When this version was committed, UTC.</param>
/// <param name="Sha256">Hash of its contents, where a step wrote it; null for inputs.</param>
/// <param name="Origin">Where it was brought in from; null for what people uploaded.</param>
public sealed record StoredBlob(BlobAddress Address, string ETag, long Length, DateTimeOffset Uploaded, string? Sha256, string? Origin = null);
