using System.Globalization;
using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Configuration;

namespace Glacier.Pipeline.Usgs;

/// <summary>An item whose DEMs are wanted.</summary>
/// <param name="Item">Its id in the catalogue.</param>
/// <param name="Glacier">The glacier its files belong to; null: the file's name begins with the glacier's.</param>
public sealed record UsgsSource(string Item, GlacierId? Glacier);

/// <summary>What the watcher reads and how patient it is.</summary>
/// <param name="Sources">Items; none: the watcher does nothing.</param>
/// <param name="Catalogue">Address of the catalogue, ending in a slash.</param>
/// <param name="Hosts">Further hosts that files may come from, where the catalogue leads there; a leading dot stands for all below.</param>
/// <param name="Pattern">Names of the files wanted, with <c>*</c> and <c>?</c>.</param>
/// <param name="ListOnly">Says what it would copy, copies nothing.</param>
/// <param name="LargestBytes">Larger files are refused.</param>
/// <param name="Stall">A transfer that brings no byte for so long is begun anew.</param>
/// <param name="Tries">How often anything is tried.</param>
/// <param name="Pause">Wait before the second try; doubled each time.</param>
public sealed record UsgsOptions(
    IReadOnlyList<UsgsSource> Sources, Uri Catalogue, IReadOnlyList<string> Hosts, string Pattern, bool ListOnly, long LargestBytes, TimeSpan Stall, int Tries, TimeSpan Pause)
{
    /// <summary>Reads <c>Usgs:Items</c> (<c>GLACIER=ITEM</c> or <c>ITEM</c>, separated by commas), <c>Usgs:Catalogue</c>, <c>Usgs:Pattern</c> and <c>Usgs:ListOnly</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting makes no sense; the message says which and why.</exception>
    public static UsgsOptions From(IConfiguration configuration)
    {
        var catalogue = configuration["Usgs:Catalogue"] ?? "https://www.sciencebase.gov/catalog/";
        if (!Uri.TryCreate(catalogue, UriKind.Absolute, out var root) || !(root.Scheme == Uri.UriSchemeHttps || (root.Scheme == Uri.UriSchemeHttp && root.IsLoopback)) || !catalogue.EndsWith('/'))
            throw new InvalidOperationException($"Usgs:Catalogue is '{catalogue}'; give an https address that ends in a slash.");
        return new UsgsOptions(
            [.. (configuration["Usgs:Items"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Source)],
            root,
            [".sciencebase.gov", ".usgs.gov", "prod-is-usgs-sb-prod-publish.s3.amazonaws.com"],
            configuration["Usgs:Pattern"] ?? "*dem*",
            bool.Parse(configuration["Usgs:ListOnly"] is { Length: > 0 } said ? said : "true"),
            8L << 30, TimeSpan.FromSeconds(60), 5, TimeSpan.FromSeconds(2));
    }

    private static UsgsSource Source(string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var item = parts[^1];
        GlacierId? glacier = null;
        if (parts.Length == 2)
            glacier = GlacierId.TryParse(parts[0], out var named) ? named : throw new InvalidOperationException($"Usgs:Items has '{text}': '{parts[0]}' is no glacier's name.");
        return item.Length is > 0 and <= 64 && item.All(char.IsAsciiLetterOrDigit)
            ? new UsgsSource(item, glacier)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Usgs:Items has '{text}'; give GLACIER=ITEM or ITEM, where ITEM is the id in the catalogue."));
    }

    /// <summary>True where a file may be fetched: from the catalogue itself, or encrypted from one of <see cref="Hosts"/>.</summary>
    public bool Allows(Uri address) =>
        (address.Scheme == Catalogue.Scheme && address.Authority == Catalogue.Authority)
        || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && Hosts.Any(host => host[0] == '.' ? address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)));
}
