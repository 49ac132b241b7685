namespace Glacier.Pipeline.Gallery;

internal static class PageDocument
{
    public static string Html(GlacierPage page) => page.Name;
}
