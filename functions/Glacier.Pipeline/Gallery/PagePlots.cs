using System.Text;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's plots. Each is empty where there is nothing to plot.</summary>
internal static class PagePlots
{
    /// <summary>How many year colours the style sheet has.</summary>
    private const int Colours = 8;

    /// <summary>Class of a survey's colour: from rock (oldest) to deep ice (newest).</summary>
    public static string Colour(int index, int count) =>
        "year" + Numbers.Whole(count <= 1 ? Colours - 1 : (int)Math.Round((double)index * (Colours - 1) / (count - 1)));

    public static string Profile(PageProfile? profile, IReadOnlyList<Epoch> epochs)
    {
        if (profile is null || profile.Surfaces.Count == 0 || profile.Distance.Length < 2)
        {
            return "";
        }

        var known = profile.Surfaces.SelectMany(surface => surface.Elevation).Concat(profile.Bed ?? []).Where(float.IsFinite).DefaultIfEmpty(0).ToArray();
        var chart = new Chart(960, 420, (profile.Distance[0] / 1000, profile.Distance[^1] / 1000), (known.Min(), known.Max()));
        if (profile.Bed is not null)
        {
            chart.Area([.. Points(profile.Distance, profile.Bed).Where(point => double.IsFinite(point.Y))], "bed");
        }

        var legend = new StringBuilder("<ul class=\"legend\">");
        for (var index = 0; index < profile.Surfaces.Count; index++)
        {
            var surface = profile.Surfaces[index];
            var colour = Colour(index, profile.Surfaces.Count);
            var year = Markup.Year(surface.Epoch, epochs);
            chart.Line(Points(profile.Distance, surface.Elevation), colour);
            if (surface.Terminus is { } terminus)
            {
                var beyond = Array.FindIndex(profile.Distance, distance => distance >= terminus);
                var at = beyond < 0 ? surface.Elevation.Length - 1 : beyond;
                if (float.IsFinite(surface.Elevation[at]))
                {
                    chart.Dot(terminus / 1000, surface.Elevation[at], colour, $"Terminus {year}");
                }
            }

            legend.Append($"<li><i class=\"{colour}\"></i>{Markup.Text(year)}</li>");
        }

        legend.Append(profile.Bed is null ? "<li class=\"quiet\">Bed unknown</li>" : "<li><i class=\"bed\"></i>Bed</li>");
        if (profile.Surfaces.Any(surface => surface.Terminus is not null))
        {
            legend.Append("<li class=\"quiet\">● end of the ice</li>");
        }

        return Figure(
            chart.Svg("profile", "Surface along the centre line", $"Elevation of the surface from the head of the glacier down, {profile.Surfaces.Count} surveys", "Distance from the head, km", "Elevation, m"),
            legend.Append("</ul>").ToString(),
            "Surface along the centre line, from the head of the glacier down. Heights are exaggerated.");
    }

    public static string Series(string id, string title, string unitName, double unit, IReadOnlyList<PageEpoch> epochs, Func<PageEpoch, Measured?> of, bool fromZero, string caption)
    {
        var all = epochs.Select(epoch => epoch.Epoch).ToArray();
        var points = epochs.Where(epoch => of(epoch) is { } value && double.IsFinite(value.Value))
            .Select(epoch => (epoch.Epoch, Value: new Measured(of(epoch)!.Value.Value / unit, of(epoch)!.Value.Uncertainty / unit))).ToArray();
        if (points.Length < 2)
        {
            return "";
        }

        var spread = points.Select(point => double.IsFinite(point.Value.Uncertainty ?? 0) ? point.Value.Uncertainty ?? 0 : 0).Max();
        var low = points.Min(point => point.Value.Value) - spread;
        var high = points.Max(point => point.Value.Value) + spread;
        var chart = new Chart(520, 320, Years(all), fromZero ? (Math.Min(0, low), Math.Max(0, high)) : (low, high));
        (double, double)[] line = [.. points.Select(point => (point.Epoch.DecimalYear, point.Value.Value))];
        chart.Line(line, "thin");
        foreach (var (epoch, value) in points)
        {
            chart.ErrorBar(epoch.DecimalYear, value);
            chart.Dot(epoch.DecimalYear, value.Value, Colour(Array.IndexOf(all, epoch), all.Length), $"{Markup.Year(epoch, all)}: {Numbers.WithUncertainty(value)} {unitName}");
        }

        return Figure(chart.Svg(id, title, string.Join("; ", points.Select(point => $"{Markup.Year(point.Epoch, all)}: {Numbers.WithUncertainty(point.Value)} {unitName}")), "Year", $"{title}, {unitName}", years: true), "", caption);
    }

    public static string Rates(IReadOnlyList<PageInterval> intervals, IReadOnlyList<Epoch> epochs)
    {
        var known = intervals.Where(interval => interval.ElevationChangeRate is { } rate && double.IsFinite(rate.Value)).ToArray();
        if (known.Length == 0)
        {
            return "";
        }

        var ends = known.SelectMany(interval => (double[])[interval.ElevationChangeRate!.Value.Value - Spread(interval), interval.ElevationChangeRate!.Value.Value + Spread(interval)]).ToArray();
        var chart = new Chart(520, 320, Years(epochs), (Math.Min(0, ends.Min()), Math.Max(0, ends.Max())));
        foreach (var interval in known)
        {
            var rate = interval.ElevationChangeRate!.Value;
            var title = $"{Markup.Year(interval.From, epochs)}–{Markup.Year(interval.To, epochs)}: {Numbers.WithUncertainty(rate)} m per year";
            chart.Box(interval.From.DecimalYear, interval.To.DecimalYear, 0, rate.Value, rate.Value < 0 ? "loss" : "gain", title);
            chart.ErrorBar((interval.From.DecimalYear + interval.To.DecimalYear) / 2, rate);
        }

        return Figure(
            chart.Svg("rates", "Rate of elevation change", string.Join("; ", known.Select(interval => $"{Markup.Year(interval.From, epochs)} to {Markup.Year(interval.To, epochs)}: {Numbers.WithUncertainty(interval.ElevationChangeRate)} metres per year")), "Year", "Mean elevation change, m per year", years: true),
            "",
            "How fast the surface sank (below zero) or rose in each period, as a mean over the glacier. A box is as wide as its period is long.");

        static double Spread(PageInterval interval) => interval.ElevationChangeRate?.Uncertainty is { } value && double.IsFinite(value) ? value : 0;
    }

    public static string Hypsometry(IReadOnlyList<PageHypsometryBin> bins)
    {
        var known = bins.Where(bin => double.IsFinite(bin.ElevationChangeRate)).OrderBy(bin => bin.Low).ToArray();
        if (known.Length < 2)
        {
            return "";
        }

        var rates = known.Select(bin => bin.ElevationChangeRate).ToArray();
        var chart = new Chart(520, 320, (known[0].Low, known[^1].High), (Math.Min(0, rates.Min()), Math.Max(0, rates.Max())));
        foreach (var bin in known)
        {
            chart.Box(bin.Low, bin.High, 0, bin.ElevationChangeRate, bin.ElevationChangeRate < 0 ? "loss" : "gain", $"{Numbers.Fixed(bin.Low, 0)}–{Numbers.Fixed(bin.High, 0)} m: {Numbers.Fixed(bin.ElevationChangeRate, 2)} m per year on {Numbers.Fixed(bin.Area / 1e6, 2)} km²");
        }

        return Figure(chart.Svg("hypsometry", "Elevation change by elevation", "Mean rate of elevation change in bands of elevation over the whole period", "Elevation, m", "Elevation change, m per year"), "", "Where the ice was lost: mean rate of change in bands of elevation, whole period.");
    }

    public static string Speed(PageSpeedProfile? profile)
    {
        var known = profile is null ? [] : profile.Speed.Where(double.IsFinite).ToArray();
        if (profile is null || known.Length < 2)
        {
            return "";
        }

        double[] upper = [.. profile.Speed.Zip(profile.Error, (speed, error) => speed + error)];
        double[] lower = [.. profile.Speed.Zip(profile.Error, (speed, error) => speed - error)];
        var chart = new Chart(960, 320, (profile.Distance[0] / 1000, profile.Distance[^1] / 1000), (0, upper.Where(double.IsFinite).Append(known.Max()).Max()));
        chart.Line(profile.Distance.Zip(upper, (along, speed) => (along / 1000, speed)), "thin");
        chart.Line(profile.Distance.Zip(lower, (along, speed) => (along / 1000, Math.Max(speed, 0))), "thin");
        chart.Line(profile.Distance.Zip(profile.Speed, (along, speed) => (along / 1000, speed)), Colour(0, 1));
        return Figure(
            chart.Svg("speed", "Speed along the flow", $"Speed of the ice from the upper end of the line down, up to {Numbers.Fixed(known.Max(), 0)} metres per year", "Distance along the flow, km", "Speed, m per year"),
            "", "Speed along the flow line down the middle; thin: one standard deviation.");
    }

    /// <summary>A figure whose plot scrolls by itself where the screen is narrower than its type can stand.</summary>
    private static string Figure(string svg, string legend, string caption) =>
        $"<figure class=\"plot\"><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Markup.Text(caption)}\">{svg}</div>{legend}<figcaption>{Markup.Text(caption)}</figcaption></figure>\n";

    private static (double, double) Years(IReadOnlyList<Epoch> epochs)
    {
        var margin = Math.Max(0.5, epochs[^1].YearsSince(epochs[0]) * 0.03);
        return (epochs[0].DecimalYear - margin, epochs[^1].DecimalYear + margin);
    }

    private static IEnumerable<(double X, double Y)> Points(double[] distance, float[] elevation) =>
        distance.Zip(elevation, (along, height) => (along / 1000, (double)height));
}
