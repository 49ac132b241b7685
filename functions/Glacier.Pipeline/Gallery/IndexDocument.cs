namespace Glacier.Pipeline.Gallery;

internal static class IndexDocument
{
    public static string Html(IReadOnlyList<GlacierCard> glaciers) => string.Join('\n', glaciers.Select(card => card.Name));
}
