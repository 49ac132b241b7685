namespace Glacier.Pipeline.Gallery;

/// <summary>A glacier on the index page.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Path">Relative path of its page: <c>aletsch/index.html</c>.</param>
/// <param name="Poster">Relative path of its picture; null: a plain card.</param>
/// <param name="FirstYear">Year of the first survey or satellite image.</param>
/// <param name="LastYear">Year of the last one.</param>
/// <param name="Surveys">How many surveys.</param>
public sealed record GlacierCard(string Name, string Path, string? Poster, int FirstYear, int LastYear, int Surveys)
{
    /// <summary>Where it lies; null: not shown.</summary>
    public string? Place { get; init; }

    /// <summary>Area change over the whole period as a fraction of the first area (−0.27); null: not shown.</summary>
    public double? AreaChange { get; init; }

    /// <summary>Mean elevation change over the whole period in m; null: not shown.</summary>
    public double? ElevationChange { get; init; }

    /// <summary>Median speed of the ice, m/yr; null: not shown.</summary>
    public double? Speed { get; init; }

    /// <summary>How many satellite images.</summary>
    public int Scenes { get; init; }

    /// <summary>How many inputs were refused.</summary>
    public int Quarantined { get; init; }
}

/// <summary>The index page of all glaciers: <c>index.html</c>, <c>page.css</c>, <c>page.js</c>.</summary>
public static class GalleryIndex
{
    /// <summary>The index's files, name to UTF-8 text.</summary>
    public static IReadOnlyDictionary<string, string> Files(IReadOnlyList<GlacierCard> glaciers) => new Dictionary<string, string>
    {
        ["index.html"] = IndexDocument.Html(glaciers),
        ["page.css"] = PageAssets.Css,
        ["page.js"] = PageAssets.Script,
    };

    /// <summary>Writes the index into a folder, made where it does not exist.</summary>
    /// <exception cref="ArgumentException">A path is absolute, leaves the folder or names a scheme.</exception>
    public static void Write(IReadOnlyList<GlacierCard> glaciers, string folder) => PageAssets.WriteAll(Files(glaciers), folder);
}
