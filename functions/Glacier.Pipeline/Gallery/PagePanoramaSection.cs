using System.Globalization;
using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's section on standing on the glacier: a viewer that turns all around, and the flight.</summary>
internal static class PagePanoramaSection
{
    /// <summary>Name of the viewer's script.</summary>
    public const string Script = "around.js";

    public static string Html(PagePanorama? panorama, string name)
    {
        if (panorama is null || (panorama.Pictures.Count == 0 && panorama.Flight is null && panorama.Left.Count == 0))
        {
            return "";
        }

        var text = new StringBuilder();
        if (panorama.Scene is { } day && (panorama.Pictures.Count > 0 || panorama.Flight is not null))
        {
            text.Append($"<p>{Markup.Text($"The surface of {panorama.Survey}, coloured from the satellite image of {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}. The skyline is true; what is finer than the image is made up.")}</p>");
        }

        if (panorama.Pictures.Count > 0)
        {
            text.Append(Viewer(panorama, name));
        }

        if (panorama.Flight is { } flight)
        {
            text.Append(Video(flight, name));
        }

        text.Append(string.Concat(panorama.Left.Select(left => $"<p class=\"quiet\">{Markup.Text(left)}</p>")));
        return text.Append(PageTables.Downloads(panorama.Files, null)).ToString();
    }

    private static string Viewer(PagePanorama panorama, string name)
    {
        var first = panorama.Pictures[0];
        var text = new StringBuilder("<figure class=\"around\">");
        if (panorama.Pictures.Count > 1)
        {
            text.Append("<div class=\"controls\" role=\"group\" aria-label=\"Light\" hidden>");
            foreach (var picture in panorama.Pictures)
            {
                text.Append($"<button type=\"button\" class=\"light\" aria-pressed=\"{(picture == first ? "true" : "false")}\" data-id=\"{Markup.Text(picture.Id)}\" data-script=\"{Markup.Path(picture.Data)}\" data-picture=\"{Markup.Path(picture.Picture)}\">{Markup.Text(picture.Name)}</button>");
            }

            text.Append("</div>");
        }

        var alt = Markup.Text($"All around from {Numbers.Fixed(panorama.AboveGround, panorama.AboveGround < 10 ? 1 : 0)} m above the ground of {name}");
        return text.Append(CultureInfo.InvariantCulture, $"""

            <div class="sphere" id="sphere" data-id="{Markup.Text(first.Id)}" data-script="{Markup.Path(first.Data)}" data-picture="{Markup.Path(first.Picture)}" data-heading="{panorama.HeadingDegrees:0.##}">
            <img src="{Markup.Path(first.Picture)}" width="{first.Width}" height="{first.Height}" loading="lazy" alt="{alt}">
            </div>
            <p class="quiet" id="gaze" role="status" aria-live="off"></p>
            <figcaption><span class="mark">Synthetic image</span> Rendered from an elevation model and a satellite image. <span class="keys" hidden>Drag to look around; pinch to come nearer. With the keyboard: the arrow keys turn, + and − zoom, Home looks up the glacier again.</span></figcaption></figure>
            <script src="{Script}" defer></script>

            """).ToString();
    }

    private static string Video(PageFlight flight, string name) => $"""
        <h3>A flight</h3>
        <figure class="hero">
        <video id="flight" controls playsinline preload="none" width="{flight.Width}" height="{flight.Height}" poster="{Markup.Path(flight.Poster)}" aria-label="{Markup.Text($"Flight over {name}")}">
        <source src="{Markup.Path(flight.Video)}" type="video/mp4">
        </video>
        <figcaption><span class="mark">Synthetic image</span> The same surface and colours. <a href="{Markup.Path(flight.Depth)}">The same flight as depth</a>, near light.</figcaption>
        </figure>

        """;
}
