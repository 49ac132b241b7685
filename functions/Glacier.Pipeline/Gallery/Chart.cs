using System.Globalization;
using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>A plot as inline SVG: axes with round ticks, then marks in data coordinates. Colours come from the style sheet, so that light, dark and print agree.</summary>
internal sealed class Chart
{
    private const double Left = 62;
    private const double Right = 18;
    private const double Top = 26;
    private const double Bottom = 44;

    private readonly StringBuilder marks = new();
    private readonly double width;
    private readonly double height;
    private readonly (double Low, double High) x;
    private readonly (double Low, double High) y;
    private readonly double step;

    public Chart(double width, double height, (double Low, double High) x, (double Low, double High) y)
    {
        this.width = width;
        this.height = height;
        this.x = Wide(x);
        var range = Wide(y);
        step = Numbers.NiceStep(range.High - range.Low, 5);
        this.y = (Math.Floor((range.Low / step) + 1e-9) * step, Math.Ceiling((range.High / step) - 1e-9) * step);
    }

    private double X(double value) => Left + ((value - x.Low) / (x.High - x.Low) * (width - Left - Right));

    private double Y(double value) => height - Bottom - ((value - y.Low) / (y.High - y.Low) * (height - Top - Bottom));

    public double Floor => y.Low;

    public void Line(IEnumerable<(double X, double Y)> points, string style)
    {
        var path = new StringBuilder();
        var pen = false;
        foreach (var (px, py) in points)
        {
            if (double.IsFinite(px) && double.IsFinite(py))
            {
                Add(path, $"{(pen ? "L" : "M")}{X(px):0.#} {Y(py):0.#}");
                pen = true;
            }
            else
            {
                pen = false;
            }
        }

        Add(marks, $"<path class=\"line {style}\" d=\"{path}\"/>");
    }

    public void Area(IReadOnlyList<(double X, double Y)> points, string style)
    {
        if (points.Count > 1)
        {
            Add(marks, $"<path class=\"{style}\" d=\"M{X(points[0].X):0.#} {Y(Floor):0.#}{string.Concat(points.Select(point => Invariant($"L{X(point.X):0.#} {Y(point.Y):0.#}")))}L{X(points[^1].X):0.#} {Y(Floor):0.#}Z\"/>");
        }
    }

    public void Box(double x0, double x1, double y0, double y1, string style, string title) => Add(
        marks,
        $"<rect class=\"{style}\" x=\"{X(Math.Min(x0, x1)) + 1:0.#}\" y=\"{Y(Math.Max(y0, y1)):0.#}\" width=\"{Math.Max(1, Math.Abs(X(x1) - X(x0)) - 2):0.#}\" height=\"{Math.Max(0.5, Math.Abs(Y(y1) - Y(y0))):0.#}\"><title>{Markup.Text(title)}</title></rect>");

    public void ErrorBar(double px, Measured value)
    {
        if (value.Uncertainty is { } uncertainty && double.IsFinite(uncertainty))
        {
            Add(marks, $"<path class=\"error\" d=\"M{X(px):0.#} {Y(value.Value - uncertainty):0.#}V{Y(value.Value + uncertainty):0.#}m-5 0h10M{X(px) - 5:0.#} {Y(value.Value - uncertainty):0.#}h10\"/>");
        }
    }

    public void Dot(double px, double py, string style, string title) =>
        Add(marks, $"<circle class=\"dot {style}\" cx=\"{X(px):0.#}\" cy=\"{Y(py):0.#}\" r=\"4.5\"><title>{Markup.Text(title)}</title></circle>");

    public void Label(double px, double py, string text, double up = 12, string anchor = "middle") =>
        Add(marks, $"<text class=\"note\" x=\"{Math.Clamp(X(px), Left + 14, width - Right - 12):0.#}\" y=\"{Y(py) - up:0.#}\" text-anchor=\"{anchor}\">{Markup.Text(text)}</text>");

    /// <summary>The finished SVG element.</summary>
    public string Svg(string id, string title, string description, string xName, string yName, bool years = false)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\"><title id=\"{id}-title\">{Markup.Text(title)}</title><desc id=\"{id}-text\">{Markup.Text(description)}</desc>");
        for (var tick = y.Low; tick <= y.High + (step / 2); tick += step)
        {
            Add(svg, $"<path class=\"{(Math.Abs(tick) < step / 1000 ? "zero" : "grid")}\" d=\"M{Left:0} {Y(tick):0.#}H{width - Right:0}\"/><text class=\"tick\" x=\"{Left - 9:0}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{Numbers.Fixed(tick, TickDecimals(step))}</text>");
        }

        var across = Math.Max(Numbers.NiceStep(x.High - x.Low, 6), years ? 1 : 0);
        for (var tick = Math.Ceiling((x.Low / across) - 1e-9) * across; tick <= x.High + (across / 1000); tick += across)
        {
            var name = years ? Numbers.Whole((int)Math.Round(tick)) : Numbers.Fixed(tick, TickDecimals(across));
            Add(svg, $"<path class=\"axis\" d=\"M{X(tick):0.#} {height - Bottom:0}v5\"/><text class=\"tick\" x=\"{X(tick):0.#}\" y=\"{height - Bottom + 19:0}\" text-anchor=\"middle\">{name}</text>");
        }

        Add(svg, $"<path class=\"axis\" d=\"M{Left:0} {height - Bottom:0}H{width - Right:0}\"/><text class=\"name\" x=\"{width - Right:0}\" y=\"{height - 6:0}\" text-anchor=\"end\">{Markup.Text(xName)}</text><text class=\"name\" x=\"0\" y=\"13\">{Markup.Text(yName)}</text>");
        return svg.Append(marks).Append("</svg>").ToString();
    }

    private static int TickDecimals(double step) => Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));

    private static (double Low, double High) Wide((double Low, double High) range) =>
        range.High - range.Low > 1e-9 ? range : (range.Low - 1, range.High + 1);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder target, FormattableString text) => target.Append(text.ToString(CultureInfo.InvariantCulture));
}
