namespace Glacier.Pipeline.Usgs;

/// <summary>An item of the ScienceBase catalogue, as its JSON says; only what is used here.</summary>
/// <param name="Id">Twenty-four hexadecimal digits.</param>
/// <param name="Title">Its title.</param>
/// <param name="Files">Files attached to it.</param>
/// <param name="Facets">Parts of it that have files of their own.</param>
public sealed record ScienceBaseItem(string? Id, string? Title, IReadOnlyList<ScienceBaseFile>? Files, IReadOnlyList<ScienceBaseFacet>? Facets)
{
    /// <summary>The item's files and those of its facets, each name once.</summary>
    public IEnumerable<ScienceBaseFile> AllFiles => (Files ?? []).Concat((Facets ?? []).SelectMany(facet => facet.Files ?? [])).DistinctBy(file => file.Name);
}

/// <summary>A part of an item with files of its own.</summary>
/// <param name="Files">Its files.</param>
public sealed record ScienceBaseFacet(IReadOnlyList<ScienceBaseFile>? Files);

/// <summary>A file of an item.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="DateUploaded">When this version was uploaded.</param>
/// <param name="Url">Where to get it.</param>
/// <param name="DownloadUri">Where to get it, preferred.</param>
/// <param name="Checksum">Hash of its contents; not every file has one.</param>
public sealed record ScienceBaseFile(string Name, long? Size, string? DateUploaded, string? Url, string? DownloadUri, ScienceBaseChecksum? Checksum)
{
    /// <summary>What tells one version of the file from another.</summary>
    public string Version => $"{Checksum?.Value} {DateUploaded} {Size}".Trim();
}

/// <summary>A hash.</summary>
/// <param name="Value">Hexadecimal digits.</param>
/// <param name="Type"><c>MD5</c>, <c>SHA-1</c> or <c>SHA-256</c>.</param>
public sealed record ScienceBaseChecksum(string? Value, string? Type);

/// <summary>A page of a search.</summary>
/// <param name="Items">The items found.</param>
/// <param name="NextLink">The next page; null on the last.</param>
public sealed record ScienceBasePage(IReadOnlyList<ScienceBaseItem>? Items, ScienceBaseLink? NextLink);

/// <summary>An address.</summary>
/// <param name="Url">The address.</param>
public sealed record ScienceBaseLink(string? Url);
