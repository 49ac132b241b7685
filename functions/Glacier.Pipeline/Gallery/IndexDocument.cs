using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The index page of all glaciers as HTML.</summary>
internal static class IndexDocument
{
    public static string Html(IReadOnlyList<GlacierCard> glaciers)
    {
        var body = new StringBuilder(PageDocument.Head("Glaciers", "Glaciers through the years, from their elevation models."));
        body.Append("<header class=\"top\"><h1>Glaciers</h1><p class=\"dek\">Each from one spot, through the years</p></header>\n<main id=\"main\">");
        body.Append(glaciers.Count == 0 ? "<p>No glacier is finished yet.</p>" : "<ul class=\"cards\">\n");
        foreach (var glacier in glaciers)
        {
            body.Append($"<li><a href=\"{Markup.Path(glacier.Path)}\">");
            if (glacier.Poster is not null)
            {
                body.Append($"<img src=\"{Markup.Path(glacier.Poster)}\" loading=\"lazy\" alt=\"{Markup.Text(glacier.Name)}, {(glacier.Surveys > 0 ? "rendered from an elevation model" : "velocity of its ice")}\">");
            }
            else
            {
                body.Append("<span class=\"blank\"></span>");
            }

            body.Append($"<h2>{Markup.Text(glacier.Name)}</h2></a><p>");
            var period = glacier.FirstYear == glacier.LastYear ? Numbers.Whole(glacier.FirstYear) : $"{Numbers.Whole(glacier.FirstYear)}–{Numbers.Whole(glacier.LastYear)}";
            string?[] parts =
            [
                glacier.Place, $"{period}, {Counts(glacier)}",
                glacier.AreaChange is { } area && double.IsFinite(area) ? $"area {Numbers.Fixed(area * 100, 0, true)} %" : null,
                glacier.ElevationChange is { } height && double.IsFinite(height) ? $"surface {Numbers.Fixed(height, 0, true)} m" : null,
                glacier.Speed is { } speed && double.IsFinite(speed) ? $"ice {Numbers.Fixed(speed, 0)} m per year" : null,
                glacier.Quarantined > 0 ? $"{Numbers.Whole(glacier.Quarantined)} refused" : null,
            ];
            body.Append(string.Join(" · ", parts.OfType<string>().Select(Markup.Text))).Append("</p></li>\n");
        }

        body.Append(glaciers.Count == 0 ? "" : "</ul>");
        return body.Append("</main>\n<footer><p>Pictures are synthetic images, rendered from elevation models.</p></footer>\n</body>\n</html>\n").ToString();
    }

    private static string Counts(GlacierCard glacier)
    {
        var surveys = $"{Numbers.Whole(glacier.Surveys)} {(glacier.Surveys == 1 ? "survey" : "surveys")}";
        var scenes = $"{Numbers.Whole(glacier.Scenes)} {(glacier.Scenes == 1 ? "satellite image" : "satellite images")}";
        return glacier.Scenes == 0 ? surveys : glacier.Surveys == 0 ? scenes : $"{surveys}, {scenes}";
    }
}
