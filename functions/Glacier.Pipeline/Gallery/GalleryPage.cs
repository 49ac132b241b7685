namespace Glacier.Pipeline.Gallery;

/// <summary>The page of one glacier: <c>index.html</c>, <c>page.css</c>, <c>page.js</c>, and <c>around.js</c> where there is a panorama. Opens from a folder or any static server and asks nothing of the network.</summary>
public static class GalleryPage
{
    /// <summary>The page's files, name to UTF-8 text, for a writer that stores them elsewhere than in a folder. The same page gives the same text.</summary>
    public static IReadOnlyDictionary<string, string> Files(GlacierPage page)
    {
        var files = new Dictionary<string, string>
        {
            ["index.html"] = PageDocument.Html(page),
            ["page.css"] = PageAssets.Css,
            ["page.js"] = PageAssets.Script,
        };
        if (page.Panorama is { Pictures.Count: > 0 })
        {
            files[PagePanoramaSection.Script] = PageAssets.Around;
        }

        return files;
    }

    /// <summary>Writes the page's files into a folder, made where it does not exist. Pictures and downloads are the caller's to put there.</summary>
    /// <exception cref="ArgumentException">A path of the page is absolute, leaves the folder or names a scheme.</exception>
    public static void Write(GlacierPage page, string folder) => PageAssets.WriteAll(Files(page), folder);
}
