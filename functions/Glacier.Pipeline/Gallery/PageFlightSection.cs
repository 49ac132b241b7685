using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's section of flights: a player each, then the models.</summary>
internal static class PageFlightSection
{
    public static string Html(PageFlights? flights, string name)
    {
        if (flights is null || (flights.Films.Count == 0 && flights.Models.Count == 0))
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var film in flights.Films)
        {
            text.Append($"""
                <figure class="hero">
                <video class="flight" controls playsinline loop preload="metadata" width="{film.Width}" height="{film.Height}" poster="{Markup.Path(film.Poster)}" aria-label="{Markup.Text($"Flight: {name}, {film.Name}")}">
                <source src="{Markup.Path(film.Video)}" type="video/mp4">
                <img src="{Markup.Path(film.Poster)}" alt="{Markup.Text($"{name} from the air")}">
                </video>
                <figcaption><span class="mark">Synthetic image</span> {Markup.Text(film.Name)}. Between surveys the surface and the ice’s margin are interpolated in time.</figcaption>
                </figure>

                """);
        }

        if (flights.Models.Count > 0)
        {
            text.Append("<p>The terrain of every survey as a 3D model (binary glTF): opens in Blender and in viewers on the web as it is. All years share one origin. Its shape is measured, its colours are not.</p>")
                .Append(PageTables.Downloads(flights.Models, null));
        }

        return text.ToString();
    }
}
