using System.Globalization;
using System.Text;

namespace Glacier.Pipeline.Film;

/// <summary>Size of the film and of what is set on it. Lengths follow from the picture's height, so that every size looks alike.</summary>
internal sealed record FilmLayout(int Width, int Height)
{
    public int Margin => Math.Max(8, (int)(Width * 0.04));

    public int BarTop => (int)(Height * 0.925);

    public int BarHeight => Math.Max(1, Height / 360);

    public int BarWidth => Width - (2 * Margin);

    public int Year => (int)(Height * 0.14);

    public int Small => Math.Max(9, (int)(Height * 0.024));

    public int Marker => Math.Max(5, (Height / 52) | 1);

    public int Scrim => (int)(Height * 0.42);

    /// <summary>Size at which a text fits beside the year; a character of the serif face is about 0.6 of its size wide.</summary>
    public int Fit(string text, double wanted, double widthShare) =>
        Math.Max(7, (int)Math.Min(Height * wanted, Width * widthShare / (0.6 * Math.Max(1, text.Length))));
}

/// <summary>The filter graph: surveys dissolve, then the year, the line of time, the name and the marks are set on top.
/// Texts come from files beside the graph and are never read as filter syntax.</summary>
internal static class FilmGraph
{
    /// <summary>Names of the text files, without folders; ffmpeg runs in their folder.</summary>
    public static string YearFile(int index) => string.Create(CultureInfo.InvariantCulture, $"year{index}.txt");

    public static string Build(FilmTimeline time, FilmLayout layout, FilmTexts texts, FilmFonts fonts)
    {
        var graph = new StringBuilder();
        var count = time.Epochs.Count;
        for (var index = 0; index < count; index++)
        {
            Append(graph, $"[{index}:v]format=rgb24,scale={layout.Width}:{layout.Height}:flags=lanczos+accurate_rnd+bitexact:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv444p,");
            Append(graph, $"tpad=stop_mode=clone:stop={time.ClipFrames(index) - 1}[clip{index}];\n");
        }

        var video = "clip0";
        for (var index = 1; index < count; index++)
        {
            var offset = (double)time.FadeStart(index - 1) / time.FramesPerSecond;
            var duration = (double)time.Fade / time.FramesPerSecond;
            Append(graph, $"[{video}][clip{index}]xfade=transition=fade:duration={duration:0.######}:offset={offset:0.######}[mix{index}];\n");
            video = $"mix{index}";
        }

        AppendSet(graph, video, time, layout, texts, fonts);
        AppendYears(graph, time, layout, fonts);
        graph.Append("[set];\n");
        AppendMarker(graph, time, layout, MarkerPath(time, layout));
        return graph.ToString();
    }

    /// <summary>All that stands still on the pictures: the scrim, name, attribution and mark, the line of time with its surveys. Leaves the chain open.</summary>
    public static void AppendSet(StringBuilder graph, string video, FilmTimeline time, FilmLayout layout, FilmTexts texts, FilmFonts fonts)
    {
        // Darker towards the foot, so that white type reads on snow as well as on rock.
        Append(graph, $"color=c=black:s={layout.Width}x{layout.Scrim}:r={time.FramesPerSecond},trim=end_frame=1,format=rgba,geq=r=6:g=16:b=28:a='205*pow(Y/H,1.4)'[scrim];\n");
        Append(graph, $"[{video}][scrim]overlay=x=0:y=H-h:format=yuv444:eof_action=repeat");
        foreach (var (text, font, file, size, y, alpha) in ((string, string, string, int, double, string)[])
        [
            (texts.Title, fonts.Serif, "title.txt", layout.Fit(texts.Title, 0.046, 0.52), 0.785, "0.97"),
            (texts.Attribution, fonts.Sans, "attribution.txt", Math.Min(layout.Small, layout.Fit(texts.Attribution, 1, 0.52)), 0.842, "0.82"),
            (texts.Mark, fonts.Sans, "mark.txt", Math.Min(layout.Small, layout.Fit(texts.Mark, 1, 0.52)), 0.876, "0.82"),
        ])
        {
            if (text.Length > 0)
            {
                AppendText(graph, font, file, size, FormattableString.Invariant($"w-text_w-{layout.Margin}"), FormattableString.Invariant($"{(int)(layout.Height * y)}"), alpha);
            }
        }

        AppendTimeline(graph, time, layout, fonts);
    }

    /// <summary>The marker on the line of time over the pictures <c>[set]</c>, its centre's x a formula of the time t; leaves the chain open.</summary>
    public static void AppendMarker(StringBuilder graph, FilmTimeline time, FilmLayout layout, string path)
    {
        var marker = layout.Marker;
        var centre = (marker - 1) / 2.0;
        Append(graph, $"color=c=white:s={marker}x{marker}:r={time.FramesPerSecond},trim=end_frame=1,format=rgba,geq=r=255:g=255:b=255:a='255*clip({marker / 2.0:0.#}-hypot(X-{centre:0.#},Y-{centre:0.#}),0,1)'[marker];\n");
        Append(graph, $"[set][marker]overlay=x='{path}-w/2':y={layout.BarTop}+{layout.BarHeight / 2.0:0.#}-h/2:format=yuv444:eof_action=repeat");
    }

    /// <summary>x of the marker's centre over time: at rest while a survey stands, gliding to the next one's date while it dissolves.</summary>
    private static string MarkerPath(FilmTimeline time, FilmLayout layout)
    {
        var path = new StringBuilder();
        Append(path, $"{layout.Margin}");
        for (var index = 0; index < time.Epochs.Count - 1; index++)
        {
            var step = (time.Position(index + 1) - time.Position(index)) * layout.BarWidth;
            var start = (double)time.FadeStart(index) / time.FramesPerSecond;
            Append(path, $"+{step:0.##}*(0.5-0.5*cos(PI*clip((t-{start:0.###})/{(double)time.Fade / time.FramesPerSecond:0.###},0,1)))");
        }

        return path.ToString();
    }

    private static void AppendTimeline(StringBuilder graph, FilmTimeline time, FilmLayout layout, FilmFonts fonts)
    {
        if (time.Epochs.Count == 1)
        {
            return;
        }

        Append(graph, $",drawbox=x={layout.Margin}:y={layout.BarTop}:w={layout.BarWidth}:h={layout.BarHeight}:color=white@0.45:t=fill");
        var size = Math.Max(8, (int)(layout.Height * 0.021));
        var spacing = size * 4.2;
        var lastX = layout.Margin + (double)layout.BarWidth;
        var free = double.NegativeInfinity;
        for (var index = 0; index < time.Epochs.Count; index++)
        {
            var x = layout.Margin + (time.Position(index) * layout.BarWidth);
            Append(graph, $",drawbox=x={(int)x}:y={layout.BarTop - (2 * layout.BarHeight)}:w={layout.BarHeight}:h={5 * layout.BarHeight}:color=white@0.8:t=fill");
            var last = index == time.Epochs.Count - 1;
            if (x < free || (!last && x > lastX - spacing))
            {
                continue;
            }

            free = x + spacing;
            var left = index == 0 ? $"{layout.Margin}" : last ? $"w-text_w-{layout.Margin}" : $"{(int)x}-text_w/2";
            AppendText(graph, fonts.Sans, YearFile(index), size, left, $"{layout.BarTop + (7 * layout.BarHeight)}", "0.82");
        }
    }

    /// <summary>The old year has gone before the new one comes: two years of digits on top of each other would read as neither.</summary>
    private static void AppendYears(StringBuilder graph, FilmTimeline time, FilmLayout layout, FilmFonts fonts)
    {
        var fade = (double)time.Fade / time.FramesPerSecond;
        for (var index = 0; index < time.Epochs.Count; index++)
        {
            var first = index == 0;
            var last = index == time.Epochs.Count - 1;
            var appears = first ? 0 : ((double)time.FadeStart(index - 1) / time.FramesPerSecond) + (fade / 2);
            var leaves = last ? time.Seconds : (double)time.FadeStart(index) / time.FramesPerSecond;
            var rise = first ? "1" : string.Create(CultureInfo.InvariantCulture, $"clip((t-{appears:0.###})/{fade / 2:0.###},0,1)");
            var fall = last ? "1" : string.Create(CultureInfo.InvariantCulture, $"clip(({leaves + (fade / 2):0.###}-t)/{fade / 2:0.###},0,1)");
            AppendText(graph, fonts.Serif, YearFile(index), layout.Fit(time.Label(index), 0.14, 0.36), $"{layout.Margin}", $"{(int)(layout.Height * 0.893)}-text_h", $"'{rise}*{fall}'");
            Append(graph, $":enable='between(t,{appears:0.###},{leaves + (fade / 2):0.###})'");
        }
    }

    public static void AppendText(StringBuilder graph, string font, string file, int size, string x, string y, string alpha) =>
        Append(graph, $",drawtext=fontfile={font}:textfile={file}:expansion=none:fontsize={size}:fontcolor=white:alpha={alpha}:x={x}:y={y}");

    public static void Append(StringBuilder text, FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture));
}
