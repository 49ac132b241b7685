using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's section on outlines mapped on satellite images.</summary>
internal static class PageOutlineSection
{
    public static string Html(PageOutlines? outlines, string name)
    {
        if (outlines is null || (outlines.Scenes.Count == 0 && outlines.Left.Count == 0))
        {
            return "";
        }

        var text = new StringBuilder();
        text.Append($"<p class=\"lead\">{Markup.Text(Lead(outlines))}</p>");
        if (outlines.Picture is { } picture)
        {
            text.Append($"""
                <figure><a href="{Markup.Path(picture.Path)}"><img class="wide" src="{Markup.Path(picture.Path)}" width="{picture.Width}" height="{picture.Height}" loading="lazy" alt="{Markup.Text($"Satellite image of {name} with the outline of the ice")}"></a>
                <figcaption>{Markup.Text($"The latest outline on its satellite image; mapped by {outlines.Method}. Measured, not synthetic.")}</figcaption></figure>

                """);
        }

        text.Append(PagePlots.Series(
            "ice-area", "Area of the ice", "km²", 1e6, [.. outlines.Scenes.Select(scene => new PageEpoch(scene.Epoch, []) { Area = scene.Area })], epoch => epoch.Area, fromZero: true,
            "Area of the ice on each satellite image; bars: half a pixel along the outline."));
        text.Append(PagePlots.Series(
            "ice-length", "Length of the ice", "m", 1, [.. outlines.Scenes.Select(scene => new PageEpoch(scene.Epoch, []) { Retreat = scene.Length })], epoch => epoch.Retreat, fromZero: false,
            "Length of the ice along the longest way down its middle, from the outlines alone; the end that moved most counts as the terminus. Bars: half a pixel."));
        text.Append(PageTables.SceneOutlines(outlines.Scenes));
        text.Append(string.Concat(outlines.Left.Select(left => $"<p class=\"quiet\">{Markup.Text(left)}</p>")));
        return text.Append(PageTables.Downloads(outlines.Files, null)).ToString();
    }

    private static string Lead(PageOutlines outlines) => outlines.Scenes switch
    {
        [] => "On none of the satellite images could the ice be mapped.",
        [var only] => $"On {only.Epoch} the ice on the satellite image covered {Numbers.WithUncertainty(only.Area, 1e6)} km².",
        [var first, .., var last] => $"The ice on the satellite images covered {Numbers.WithUncertainty(first.Area, 1e6)} km² on {first.Epoch} and {Numbers.WithUncertainty(last.Area, 1e6)} km² on {last.Epoch}.",
    };
}
