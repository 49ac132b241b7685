using System.Text;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's tables. Each is empty where it would have no rows.</summary>
internal static class PageTables
{
    public static string Epochs(GlacierPage page, Epoch[] epochs) => Table(
        "Each survey",
        ["Survey", "Area, km²", "Volume change since first, km³", "Terminus retreat since first, m", "Terminus elevation, m"],
        page.Epochs.Select(epoch => (string[])
        [
            epoch.Epoch.ToString(), Numbers.WithUncertainty(epoch.Area, 1e6), Numbers.WithUncertainty(epoch.VolumeChange, 1e9, sign: true),
            Numbers.WithUncertainty(epoch.Retreat), epoch.TerminusElevation is { } elevation ? Numbers.Fixed(elevation, 0) : Numbers.Unknown,
        ]));

    public static string Intervals(GlacierPage page, Epoch[] epochs)
    {
        PageInterval[] rows = [.. page.Intervals, .. page.Intervals.Count != 1 && page.Overall is not null ? (PageInterval[])[page.Overall] : []];
        return Table(
            "Each period",
            ["Period", "Area change, km²", "Elevation change, m", "Rate, m per year", "Volume change, km³", "Mass balance, m w.e. per year", "Retreat, m", "Measured"],
            rows.Select(row => (string[])
            [
                $"{Markup.Year(row.From, epochs)}–{Markup.Year(row.To, epochs)}", Numbers.WithUncertainty(row.AreaChange, 1e6, sign: true), Numbers.WithUncertainty(row.ElevationChange, sign: true),
                Numbers.WithUncertainty(row.ElevationChangeRate, sign: true), Numbers.WithUncertainty(row.VolumeChange, 1e9, sign: true), Numbers.WithUncertainty(row.MassBalance, sign: true),
                Numbers.WithUncertainty(row.Retreat), row.Coverage is { } share ? Numbers.Fixed(share * 100, 0) + " %" : Numbers.Unknown,
            ]));
    }

    public static string SceneOutlines(IReadOnlyList<PageOutline> scenes) => Table(
        "Each satellite image", ["Day", "Area of the ice, km²", "Length, m", "Outlines", "Ground seen"],
        scenes.Select(scene => (string[])
            [scene.Epoch.ToString(), Numbers.WithUncertainty(scene.Area, 1e6), Numbers.WithUncertainty(scene.Length), Numbers.Whole(scene.Glaciers), Numbers.Fixed(scene.Known * 100, 0) + " %"]));

    public static string VelocityYears(IReadOnlyList<PageVelocityYear> years) => Table(
        "Each year", ["Year", "Median speed, m per year", "m per day", "Pairs"],
        years.Select(year => (string[])
            [Numbers.Whole(year.Year), Numbers.WithUncertainty(year.Speed), Numbers.Fixed(year.Speed.Value / 365.2425, 2), Numbers.Whole(year.Pairs)]));

    public static string Stakes(IReadOnlyList<PageStake> stakes) => Table(
        "At the stakes", ["Stake", "Measured, m per year", "Found, m per year", "Difference, m per year"],
        stakes.Select(stake => (string[])
            [stake.Name, Numbers.Fixed(stake.Given, 1), Numbers.WithUncertainty(stake.Found), stake.Found is { } found ? Numbers.Fixed(found.Value - stake.Given, 1, true) : Numbers.Unknown]));

    public static string Quality(GlacierPage page, Epoch[] epochs)
    {
        var aligned = page.Epochs.Where(epoch => epoch.Coregistration is not null || epoch.IsReference).ToArray();
        if (!aligned.Any(epoch => epoch.Coregistration is not null))
        {
            return "";
        }

        return "<p>Each survey was shifted onto the reference so that ground which does not move lies in the same place. Median and NMAD (a robust spread) of the remaining differences there, before and after:</p>" + Table(
            "Alignment over stable ground",
            ["Survey", "East, m", "North, m", "Up, m", "Median before → after, m", "NMAD before → after, m", "Stable pixels", "Remarks"],
            aligned.Select(epoch => epoch.Coregistration is { } fit
                ? (string[])
                [
                    Markup.Year(epoch.Epoch, epochs), Numbers.Fixed(fit.East, 1, true), Numbers.Fixed(fit.North, 1, true), Numbers.Fixed(fit.Up, 2, true),
                    $"{Numbers.Fixed(fit.MedianBefore, 2)} → {Numbers.Fixed(fit.MedianAfter, 2)}", $"{Numbers.Fixed(fit.NmadBefore, 2)} → {Numbers.Fixed(fit.NmadAfter, 2)}",
                    fit.StablePixels is { } pixels ? Numbers.Fixed(pixels, 0) : Numbers.Unknown,
                    string.Join("; ", (string[])[.. fit.Improved ? (string[])[] : ["alignment made matters worse, original kept"], .. fit.Flags]),
                ]
                : [Markup.Year(epoch.Epoch, epochs), Numbers.Unknown, Numbers.Unknown, Numbers.Unknown, Numbers.Unknown, Numbers.Unknown, Numbers.Unknown, "reference"]));
    }

    public static string Quarantine(IReadOnlyList<PageQuarantine> refused) => refused.Count == 0
        ? ""
        : "<p>The rest of the series was completed without them.</p>" + string.Concat(refused.Select(item =>
            $"<article class=\"refused\"><h3>{Markup.Text(item.File)}</h3><p><b>{Markup.Text(item.Rule)}.</b> Found {Markup.Text(item.Found)}; expected {Markup.Text(item.Expected)}.</p><p>{Markup.Text(item.Fix)}</p></article>\n"));

    public static string Downloads(IReadOnlyList<PageDownload> files, string? stac)
    {
        if (files.Count == 0 && stac is null)
        {
            return "";
        }

        var text = new StringBuilder("<ul class=\"files\">");
        foreach (var file in files)
        {
            text.Append($"<li><a href=\"{Markup.Path(file.Path)}\" download>{Markup.Text(file.Path)}</a><span>{Markup.Text(file.Description)}</span><span class=\"quiet\">{Markup.Text(file.Format)} · {Numbers.Size(file.Bytes)}");
            if (file.Sha256 is { Length: > 0 } sum)
            {
                text.Append($" · <abbr title=\"SHA-256 {Markup.Text(sum)}\">{Markup.Text(sum.Length > 10 ? sum[..10] : sum)}</abbr>");
            }

            text.Append("</span></li>\n");
        }

        if (stac is not null)
        {
            text.Append($"<li><a href=\"{Markup.Path(stac, mayLeave: true)}\">STAC record</a><span>Catalogue entry of these products</span><span class=\"quiet\">JSON</span></li>");
        }

        return text.Append("</ul>").ToString();
    }

    private static string Table(string caption, string[] heads, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append("<tr>");
            for (var column = 0; column < row.Length; column++)
            {
                text.Append(column == 0 ? $"<th scope=\"row\">{Markup.Text(row[0])}</th>" : $"<td>{Markup.Text(row[column])}</td>");
            }

            text.Append("</tr>\n");
        }

        return text.Length == 0 ? "" : $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Markup.Text(caption)}\"><table{(heads[^1] == "Remarks" ? " class=\"remarked\"" : "")}><caption>{caption}</caption><thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{head}</th>"))}</tr></thead><tbody>{text}</tbody></table></div>\n";
    }
}
