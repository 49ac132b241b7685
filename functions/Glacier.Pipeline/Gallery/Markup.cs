using System.Net;
using System.Text.RegularExpressions;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>Texts, paths and dates as they may stand in a page.</summary>
internal static partial class Markup
{
    /// <summary>Any text as HTML text or attribute value.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A relative path as an attribute value; what leaves the folder or names a scheme is refused.</summary>
    /// <exception cref="ArgumentException">Not a path below the page's folder.</exception>
    public static string Path(string path, bool mayLeave = false)
    {
        var segments = path.Split('/');
        var up = mayLeave ? segments.TakeWhile(segment => segment == "..").Count() : 0;
        if (segments.Skip(up).Any(segment => segment is "" or "." or "..") || path.Contains('\\', StringComparison.Ordinal) || path.Any(char.IsControl))
        {
            throw new ArgumentException($"\"{path}\" is no path below the page's folder; give a relative one with forward slashes", nameof(path));
        }

        // A colon in the first segment would read as a scheme; encoded it does not.
        return Text(string.Join('/', segments.Select(Uri.EscapeDataString)));
    }

    /// <summary>An identifier from any text, for id attributes.</summary>
    public static string Id(string text) => NotWord().Replace(text, "-");

    /// <summary>The year, or the date where the series has a year twice.</summary>
    public static string Year(Epoch epoch, IEnumerable<Epoch> all) =>
        all.Count(other => other.Year == epoch.Year) > 1 ? epoch.ToString() : Numbers.Whole(epoch.Year);

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotWord();
}
