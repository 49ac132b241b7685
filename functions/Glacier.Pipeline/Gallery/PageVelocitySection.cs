using System.Globalization;
using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The page's section on the velocity of the ice.</summary>
internal static class PageVelocitySection
{
    private const double DaysPerYear = 365.2425;

    public static string Html(PageVelocity? velocity, string name)
    {
        if (velocity is null)
        {
            return "";
        }

        var text = new StringBuilder();
        text.Append($"<p class=\"lead\">{Markup.Text(Lead(velocity))}</p>");
        text.Append($"<p>{Markup.Text(Basis(velocity))}</p>");
        if (velocity.Map is { } map)
        {
            text.Append($"""
                <figure><a href="{Markup.Path(map.Path)}"><img class="wide" src="{Markup.Path(map.Path)}" width="{map.Width}" height="{map.Height}" loading="lazy" alt="{Markup.Text($"Map of the ice speed of {name}: colours and arrows over a satellite image, with colour bar and scale bar")}"></a>
                <figcaption>Speed in colours, direction in arrows, over the first satellite image; mean of all pairs. Measured, not synthetic.</figcaption></figure>

                """);
        }

        text.Append(PagePlots.Speed(velocity.Profile));
        text.Append(PageTables.VelocityYears(velocity.Years)).Append(PageTables.Stakes(velocity.Stakes));
        if (velocity.Quality is { } quality)
        {
            text.Append($"<p class=\"quiet\">{Markup.Text($"Ground beside the ice, which cannot move, still moves by {Numbers.Fixed(quality.OffIcePixels, 2)} pixels after its common shift is removed; its velocity spreads by {Numbers.Fixed(quality.StaticSpread, 0)} m per year and pair. Strain along the flow spreads by {Numbers.Fixed(quality.AlongFlowStrain, 2)} per year (the two GLAFT metrics, medians over the pairs).")}</p>");
        }

        text.Append(string.Concat(velocity.Warnings.Select(warning => $"<p class=\"quiet\">{Markup.Text(char.ToUpperInvariant(warning[0]) + warning[1..])}.</p>")));
        return text.Append(PageTables.Downloads(velocity.Files, null)).ToString();
    }

    private static string Lead(PageVelocity velocity) => velocity.Missing is { } missing ? missing
        : velocity.Speed is { } speed && double.IsFinite(speed.Value)
            ? $"Between {Day(velocity.Scenes[0])} and {Day(velocity.Scenes[^1])} the ice moved at {Numbers.WithUncertainty(speed)} m per year, {Numbers.Fixed(speed.Value / DaysPerYear, 2)} m per day, in the median."
            : "There is no ice on the satellite images.";

    private static string Basis(PageVelocity velocity)
    {
        var images = $"{Numbers.Whole(velocity.Scenes.Count)} satellite {(velocity.Scenes.Count == 1 ? "image" : "images")}";
        return velocity.Pairs == 0 ? $"{images}."
            : $"{images}, {Numbers.Whole(velocity.Used)} of {Numbers.Whole(velocity.Pairs)} pairs agree{(velocity.Used < velocity.Pairs ? " (the others are cloud or fresh snow)" : "")}{(velocity.Method.Length > 0 ? $"; {velocity.Method}" : "")}. ± is one standard deviation of a pixel.";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
