using System.Text;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Steps;

/// <summary>The gallery's front page: a card per published glacier, at the root of the products.</summary>
public static class IndexStep
{
    private const int MostRounds = 5;

    /// <summary>Keeps a glacier's card and writes the front page anew.</summary>
    public static async Task RunAsync(Workbench bench, GlacierId glacier, GlacierPage page, CancellationToken cancellation = default)
    {
        await bench.Stores.WriteJsonAsync(BlobNames.Card(glacier), CardOf(glacier, page), cancellation);

        // another glacier may publish at this moment: whoever writes last must have seen every card
        var written = "";
        for (var round = 0; round < MostRounds; round++)
        {
            var cards = await CardsAsync(bench.Stores, cancellation);
            var files = GalleryIndex.Files(cards);
            if (files["index.html"] == written)
            {
                return;
            }

            foreach (var (name, text) in files)
            {
                await bench.Stores.WriteAsync(new BlobAddress(Containers.Products, name), Encoding.UTF8.GetBytes(text), ContentTypes.Of(name), cancellation);
            }

            written = files["index.html"];
        }
    }

    private static GlacierCard CardOf(GlacierId glacier, GlacierPage page) =>
        new(page.Name, $"{glacier}/index.html", page.Films is [var film, ..] ? $"{glacier}/{film.Poster}" : null, page.Epochs[0].Epoch.Year, page.Epochs[^1].Epoch.Year, page.Epochs.Count)
        {
            Place = page.Place,
            ElevationChange = page.Overall?.ElevationChange?.Value,
            Quarantined = page.Quarantined.Count,
        };

    private static async Task<IReadOnlyList<GlacierCard>> CardsAsync(BlobStores stores, CancellationToken cancellation)
    {
        var cards = new List<GlacierCard>();
        await foreach (var blob in stores.ListAsync(Containers.Status, BlobNames.Cards, cancellation))
        {
            if (await stores.ReadJsonAsync<GlacierCard>(blob.Address, cancellation) is { } card)
            {
                cards.Add(card);
            }
        }

        return [.. cards.OrderBy(card => card.Name, StringComparer.Ordinal)];
    }
}
