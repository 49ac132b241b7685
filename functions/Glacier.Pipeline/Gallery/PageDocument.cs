using System.Text;
using System.Text.Json;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page of one glacier as HTML.</summary>
internal static class PageDocument
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";

    public static string Html(GlacierPage page)
    {
        Epoch[] epochs = [.. page.Epochs.Select(epoch => epoch.Epoch)];
        var body = new StringBuilder();
        body.Append(Head(page.Name, epochs.Length == 0 ? $"{page.Name}: velocity of the ice from satellite images." : $"{page.Name}: the glacier from the same spot in {page.Epochs.Count} surveys, with area, volume and elevation change."));
        body.Append("<header class=\"top\">");
        if (page.Index is not null)
        {
            body.Append($"<a class=\"back\" href=\"{Markup.Path(page.Index, mayLeave: true)}\">All glaciers</a>");
        }

        body.Append($"<h1>{Markup.Text(page.Name)}</h1><p class=\"dek\">");
        body.Append(string.Join(" · ", ((string?[])[page.Place, Period(epochs, page.Velocity), Counts(page)]).OfType<string>().Select(Markup.Text)));
        body.Append("</p></header>\n<main id=\"main\">\n");
        body.Append(Hero(page)).Append(Headline(page, epochs)).Append(Compare(page, epochs));
        Section(body, "panorama-section", "Stand on the glacier", PagePanoramaSection.Html(page.Panorama, page.Name));
        Section(body, "flight-section", "From the air", PageFlightSection.Html(page.Flights, page.Name));
        Section(body, "profile-section", "Along the glacier", PagePlots.Profile(page.Profile, epochs));
        Section(body, "numbers-section", "Through time", Plots(page, epochs));
        Section(body, "outlines-section", "Where the ice is", PageOutlineSection.Html(page.Outlines, page.Name));
        Section(body, "velocity-section", "How fast the ice moves", PageVelocitySection.Html(page.Velocity, page.Name));
        Section(body, "map-section", "Where the surface changed", Maps(page, epochs));
        Section(body, "tables-section", "The numbers", PageTables.Epochs(page, epochs) + PageTables.Intervals(page, epochs));
        Section(body, "quality-section", "How well the surveys fit together", PageTables.Quality(page, epochs));
        Section(body, "refused-section", "Files that could not be used", PageTables.Quarantine(page.Quarantined));
        Section(body, "downloads-section", "Downloads", PageTables.Downloads(page.Downloads, page.Stac));
        body.Append(Notes(page)).Append("</main>\n");
        body.Append($"<footer><p>{Markup.Text(page.Attribution)}</p>{(epochs.Length == 0 ? "" : "<p>Pictures and film are synthetic images, rendered from elevation models.</p>")}</footer>\n");
        return body.Append("</body>\n</html>\n").ToString();
    }

    public static string Head(string title, string description) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description" content="{Markup.Text(description)}">
        <title>{Markup.Text(title)}</title>
        <link rel="stylesheet" href="page.css">
        <script src="page.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>

        """;

    private static string Counts(GlacierPage page)
    {
        var scenes = page.Velocity is { } velocity ? $"{velocity.Scenes.Count} satellite {(velocity.Scenes.Count == 1 ? "image" : "images")}" : null;
        return page.Epochs.Count > 0 || scenes is null ? string.Join(" · ", ((string?[])[$"{page.Epochs.Count} surveys", scenes]).OfType<string>()) : scenes;
    }

    private static string Period(Epoch[] epochs, PageVelocity? velocity) => epochs.Length switch
    {
        0 when velocity is { Scenes: [var first, .., var last] } => first.Year == last.Year ? Numbers.Whole(first.Year) : $"{Numbers.Whole(first.Year)}–{Numbers.Whole(last.Year)}",
        0 => "no surveys yet",
        1 => Markup.Year(epochs[0], epochs),
        _ => $"{Markup.Year(epochs[0], epochs)}–{Markup.Year(epochs[^1], epochs)}",
    };

    private static string Hero(GlacierPage page)
    {
        if (page.Films is not [var film, ..])
        {
            return "";
        }

        var choice = new StringBuilder();
        if (page.Films.Count > 1)
        {
            choice.Append("<div class=\"controls\" role=\"group\" aria-label=\"Film\">");
            for (var i = 0; i < page.Films.Count; i++)
            {
                var other = page.Films[i];
                choice.Append($"<button type=\"button\" class=\"film\" aria-pressed=\"{(i == 0 ? "true" : "false")}\" data-video=\"{Markup.Path(other.Video)}\" data-poster=\"{Markup.Path(other.Poster)}\">{Markup.Text(other.Name)}</button>");
            }

            choice.Append("</div>");
        }

        return $"""
            <figure class="hero">
            <video id="film" controls playsinline preload="metadata" width="{film.Width}" height="{film.Height}" poster="{Markup.Path(film.Poster)}" aria-label="Film: {Markup.Text(page.Name)} through the years">
            <source src="{Markup.Path(film.Video)}" type="video/mp4">
            <img src="{Markup.Path(film.Animation ?? film.Poster)}" alt="{Markup.Text(page.Name)} through the years">
            </video>
            {choice}
            <figcaption><span class="mark">Synthetic image</span> Made from elevation models, the same view in every year. No camera took it.</figcaption>
            </figure>

            """;
    }

    private static string Headline(GlacierPage page, Epoch[] epochs)
    {
        if (page.Overall is not { } overall)
        {
            return "";
        }

        var facts = new List<(string Value, string Unit, string Name)>();
        var clauses = new List<string>();
        if (overall.AreaChange is { } area && page.Epochs.FirstOrDefault(epoch => epoch.Epoch == overall.From)?.Area is { Value: > 0 } before)
        {
            // The first area's own uncertainty is of second order in the share lost.
            var share = new Measured(100 * area.Value / before.Value, 100 * area.Uncertainty / before.Value);
            facts.Add((Numbers.WithUncertainty(share, sign: true), "%", "glacier area"));
            clauses.Add($"{(share.Value < 0 ? "lost" : "gained")} {Numbers.WithUncertainty(share with { Value = Math.Abs(share.Value) })} % of its area");
        }

        if (overall.ElevationChange is { } height)
        {
            facts.Add((Numbers.WithUncertainty(height, sign: true), "m", "mean surface elevation"));
            clauses.Add($"{(height.Value < 0 ? "thinned" : "thickened")} by {Numbers.WithUncertainty(height with { Value = Math.Abs(height.Value) })} m on average");
        }

        if (overall.VolumeChange is { } volume)
        {
            facts.Add((Numbers.WithUncertainty(volume, 1e9, sign: true), "km³", "ice volume"));
        }

        if (overall.Retreat is { } retreat)
        {
            facts.Add((Numbers.WithUncertainty(retreat, 1000), "km", retreat.Value < 0 ? "terminus advance (negative retreat)" : "terminus retreat"));
            clauses.Add(retreat.Value < 0 ? $"its tongue advanced {Numbers.WithUncertainty(retreat with { Value = -retreat.Value }, 1000)} km" : $"its tongue drew back {Numbers.WithUncertainty(retreat, 1000)} km");
        }

        if (overall.MassBalance is { } balance)
        {
            facts.Add((Numbers.WithUncertainty(balance, sign: true), "m w.e./yr", "geodetic mass balance"));
        }

        if (facts.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder("<section class=\"headline\" aria-label=\"In short\">");
        if (clauses.Count > 0)
        {
            var list = clauses.Count == 1 ? clauses[0] : string.Join(", ", clauses.SkipLast(1)) + " and " + clauses[^1];
            text.Append($"<p class=\"lead\">Between {Markup.Year(overall.From, epochs)} and {Markup.Year(overall.To, epochs)} the glacier {Markup.Text(list)}.</p>");
        }

        text.Append("<dl class=\"facts\">");
        foreach (var (value, unit, name) in facts)
        {
            text.Append($"<div><dt>{name}</dt><dd><b>{value}</b> {unit}</dd></div>");
        }

        return text.Append("</dl><p class=\"quiet\">± is one standard deviation. m w.e.: metres of water equivalent.</p></section>\n").ToString();
    }

    private static string Compare(GlacierPage page, Epoch[] epochs)
    {
        var shown = page.Epochs.Where(epoch => epoch.Pictures.Count > 0).ToArray();
        if (shown.Length < 2)
        {
            return shown.Length == 0 ? "" : Single(page, shown[0], epochs);
        }

        var first = Pick(shown[0], page);
        var last = Pick(shown[^1], page);
        var data = new
        {
            name = page.Name,
            epochs = shown.Select(epoch => new
            {
                year = Markup.Year(epoch.Epoch, epochs),
                pictures = epoch.Pictures.Select(picture => new { src = System.Net.WebUtility.HtmlDecode(Markup.Path(picture.Path)), style = picture.Style, view = picture.View }),
            }),
        };

        var text = new StringBuilder("<section class=\"compare\" aria-labelledby=\"compare-title\"><h2 id=\"compare-title\">Then and now</h2>\n<div class=\"controls\">");
        text.Append(Select("before", "Before", shown.Select((epoch, index) => (Numbers.Whole(index), Markup.Year(epoch.Epoch, epochs))), 0));
        text.Append(Select("after", "After", shown.Select((epoch, index) => (Numbers.Whole(index), Markup.Year(epoch.Epoch, epochs))), shown.Length - 1));
        Choice(text, "style", "Style", page.Styles, shown, picture => picture.Style);
        Choice(text, "view", "View", page.Views, shown, picture => picture.View);
        text.Append($"""
            </div>
            <figure><div class="slider" id="slider">
            <img id="after-picture" src="{Markup.Path(last.Path)}" width="{last.Width}" height="{last.Height}" alt="{Markup.Text(Alt(page, shown[^1], epochs))}" draggable="false">
            <img id="before-picture" src="{Markup.Path(first.Path)}" width="{first.Width}" height="{first.Height}" alt="{Markup.Text(Alt(page, shown[0], epochs))}" draggable="false">
            <span class="tag left" id="before-tag">{Markup.Text(Markup.Year(shown[0].Epoch, epochs))}</span><span class="tag right" id="after-tag">{Markup.Text(Markup.Year(shown[^1].Epoch, epochs))}</span>
            <div class="handle" id="handle" role="slider" tabindex="0" aria-label="Divide between before and after" aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="100" aria-valuenow="50" aria-valuetext="50 % {Markup.Text(Markup.Year(shown[0].Epoch, epochs))}"></div>
            </div><figcaption><span class="mark">Synthetic image</span> Drag the handle, or focus it and use the arrow keys, Home and End.</figcaption></figure>
            <div class="strip" role="group" aria-label="Year shown on the right">
            """);
        for (var index = 0; index < shown.Length; index++)
        {
            var picture = Pick(shown[index], page);
            var year = Markup.Text(Markup.Year(shown[index].Epoch, epochs));
            text.Append($"<button type=\"button\" data-epoch=\"{index}\" aria-pressed=\"{(index == shown.Length - 1 ? "true" : "false")}\"><img src=\"{Markup.Path(picture.Path)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" loading=\"lazy\" alt=\"\"><span>{year}</span></button>");
        }

        // The default encoder writes <, > and & as escapes: nothing in the data can end the element.
        return text.Append($"</div>\n<script type=\"application/json\" id=\"pictures\">{JsonSerializer.Serialize(data)}</script></section>\n").ToString();
    }

    private static string Single(GlacierPage page, PageEpoch epoch, Epoch[] epochs)
    {
        var picture = Pick(epoch, page);
        return $"<section><h2>{Markup.Text(Markup.Year(epoch.Epoch, epochs))}</h2><figure><img class=\"wide\" src=\"{Markup.Path(picture.Path)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{Markup.Text(Alt(page, epoch, epochs))}\"><figcaption><span class=\"mark\">Synthetic image</span> Rendered from the elevation model.</figcaption></figure></section>\n";
    }

    private static PagePicture Pick(PageEpoch epoch, GlacierPage page) =>
        epoch.Pictures.FirstOrDefault(picture => picture.Style == page.Styles.FirstOrDefault()?.Id && picture.View == page.Views.FirstOrDefault()?.Id) ?? epoch.Pictures[0];

    private static string Alt(GlacierPage page, PageEpoch epoch, Epoch[] epochs) => $"{page.Name} in {Markup.Year(epoch.Epoch, epochs)}, rendered from its elevation model";

    private static void Choice(StringBuilder text, string id, string name, IReadOnlyList<PageChoice> choices, PageEpoch[] shown, Func<PagePicture, string> of)
    {
        var present = choices.Where(choice => shown.Any(epoch => epoch.Pictures.Any(picture => of(picture) == choice.Id))).ToArray();
        if (present.Length > 1)
        {
            text.Append(Select(id, name, present.Select(choice => (choice.Id, choice.Name)), 0));
        }
    }

    private static string Select(string id, string name, IEnumerable<(string Value, string Text)> options, int selected) =>
        $"<label>{name} <select id=\"{id}\" autocomplete=\"off\">{string.Concat(options.Select((option, index) => $"<option value=\"{Markup.Text(option.Value)}\"{(index == selected ? " selected" : "")}>{Markup.Text(option.Text)}</option>"))}</select></label>";

    private static string Plots(GlacierPage page, Epoch[] epochs)
    {
        var plots = PagePlots.Series("area", "Glacier area", "km²", 1e6, page.Epochs, epoch => epoch.Area, fromZero: true, "Area of the glacier at each survey; bars: one standard deviation.")
            + PagePlots.Series("volume", "Volume change since the first survey", "km³", 1e9, page.Epochs, epoch => epoch.VolumeChange, fromZero: true, "Volume against the first survey; bars: one standard deviation.");
        if (epochs.Length > 1)
        {
            plots += PagePlots.Rates(page.Intervals, epochs);
        }

        plots += PagePlots.Hypsometry(page.Hypsometry);
        return plots.Length == 0 ? "" : $"<div class=\"pair\">{plots}</div>";
    }

    private static string Maps(GlacierPage page, Epoch[] epochs) => page.Maps.Count == 0
        ? ""
        : $"<p class=\"quiet\">Red: the surface sank; blue: it rose. Each map has its own scale.</p><div class=\"maps\">{string.Concat(page.Maps.Select(map => Map(map, epochs)))}</div>";

    // the picture brings its own legend, scale bar and north arrow, so that it can be used alone
    private static string Map(PageMap map, Epoch[] epochs)
    {
        var years = $"{Markup.Year(map.From, epochs)}–{Markup.Year(map.To, epochs)}";
        return $"""
            <figure><img class="sheet" src="{Markup.Path(map.Path)}" width="{map.Width}" height="{map.Height}" loading="lazy" alt="Map of elevation change {Markup.Text(years)}, north up, scale ±{Numbers.Fixed(map.Limit, map.Limit < 10 ? 1 : 0)} m">
            <figcaption>Elevation change {Markup.Text(years)}</figcaption></figure>

            """;
    }

    private static string Notes(GlacierPage page)
    {
        var text = new StringBuilder("<section class=\"notes\"><h2>About this page</h2>");
        if (page.Epochs.Count > 0)
        {
            text.Append("<h3>Synthetic images</h3><p>No camera took these pictures. They are computed from elevation models: the shape of the land is measured, its colours, light and sky are not. Every picture and film carries a mark that says so.</p>");
        }

        if (page.Methods.Count > 0)
        {
            text.Append("<h3>Methods</h3>").Append(string.Concat(page.Methods.Select(method => $"<p>{Markup.Text(method)}</p>")));
        }

        if (page.Remarks.Count > 0)
        {
            text.Append($"<details><summary>Remarks on quality ({page.Remarks.Count})</summary><ul class=\"sources\">")
                .Append(string.Concat(page.Remarks.Select(remark => $"<li>{Markup.Text(remark)}</li>"))).Append("</ul></details>");
        }

        if (page.ReferenceSystem is not null)
        {
            text.Append($"<p>Rasters are in {Markup.Text(page.ReferenceSystem)}{(page.Epochs.Count > 0 ? "; heights refer to the elevation models’ vertical datum" : "")}.</p>");
        }

        if (page.Citations.Count > 0)
        {
            text.Append("<h3>Sources</h3><ul class=\"sources\">").Append(string.Concat(page.Citations.Select(citation => $"<li>{Markup.Text(citation)}</li>"))).Append("</ul>");
        }

        return text.Append("</section>\n").ToString();
    }

    private static void Section(StringBuilder body, string id, string title, string content)
    {
        if (content.Length > 0)
        {
            body.Append($"<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{title}</h2>\n{content}</section>\n");
        }
    }
}
