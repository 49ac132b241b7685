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

    private static GlacierCard CardOf(GlacierId glacier, GlacierPage page)
    {
        int[] years = [.. page.Epochs.Select(epoch => epoch.Epoch.Year), .. page.Velocity?.Scenes.Select(day => day.Year) ?? []];
        var picture = page.Films is [var film, ..] ? film.Poster : page.Velocity?.Map?.Path;
        return new(page.Name, $"{glacier}/index.html", picture is null ? null : $"{glacier}/{picture}", years.DefaultIfEmpty(0).Min(), years.DefaultIfEmpty(0).Max(), page.Epochs.Count)
        {
            Place = page.Place,
            ElevationChange = page.Overall?.ElevationChange?.Value,
            Speed = page.Velocity?.Speed?.Value,
            Scenes = page.Velocity?.Scenes.Count ?? 0,
            Quarantined = page.Quarantined.Count,
        };
    }

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
