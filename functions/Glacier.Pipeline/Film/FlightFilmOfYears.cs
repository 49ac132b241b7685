using System.Globalization;
using System.Text;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Film;

/// <summary>The film of a flight while the years pass: its frames with the year, the line of time, the name and the mark, set as on the recession film.</summary>
public static class FlightFilmOfYears
{
    /// <summary>Writes <c>fly.mp4</c> (H.264, yuv420p, fast start) and <c>poster.jpg</c>, its middle frame, by ffmpeg. The same input gives the same bytes.</summary>
    /// <param name="frames">Folder of the frames <c>frame_0000.png</c>, <c>frame_0001.png</c>, …, all of one size.</param>
    /// <param name="years">Decimal year of every frame.</param>
    /// <param name="surveys">When the glacier was surveyed, oldest first: the ticks on the line of time.</param>
    /// <param name="options">Texts, rate and width.</param>
    /// <param name="folder">Where the two files go.</param>
    /// <param name="cancellation">Ends ffmpeg and removes what it had begun.</param>
    /// <exception cref="InvalidOperationException">ffmpeg is missing (the message names the package) or failed.</exception>
    public static async Task WriteAsync(
        string frames, IReadOnlyList<double> years, IReadOnlyList<Epoch> surveys, FilmOptions options, string folder, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(years.Count, nameof(years));
        var (width, height) = PngHeader.Size(Path.Combine(frames, "frame_0000.png"));
        var layout = new FilmLayout(width / 2 * 2, height / 2 * 2);
        folder = Path.GetFullPath(folder);
        var work = Path.Combine(folder, ".fly-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            var texts = FilmTexts.Of(options);
            var time = new FilmTimeline(surveys, 1, 1, options.FramesPerSecond);
            var runs = Runs(years);
            await FilmMaker.WriteTextsAsync(work, texts, time, cancellation).ConfigureAwait(false);
            for (var k = 0; k < runs.Count; k++)
            {
                await File.WriteAllTextAsync(Path.Combine(work, RunFile(k)), Label(runs[k].Year), cancellation).ConfigureAwait(false);
            }

            var graph = Graph(time, layout, texts, FilmFonts.Find(), runs, years);
            await File.WriteAllTextAsync(Path.Combine(work, "graph.txt"), graph, cancellation).ConfigureAwait(false);
            await Ffmpeg.RunAsync(
                [
                    "-framerate", options.FramesPerSecond.ToString(CultureInfo.InvariantCulture), "-start_number", "0", "-i", Pattern(frames), "-frames:v", years.Count.ToString(CultureInfo.InvariantCulture),
                    "-filter_complex_script", "graph.txt", "-map", "[out]", "-c:v", "libx264", "-preset", "medium", "-crf", "19", "-profile:v", "high", "-pix_fmt", "yuv420p", "-threads", FilmMaker.Threads,
                    "-g", (options.FramesPerSecond * 2).ToString(CultureInfo.InvariantCulture), "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
                    .. FilmMaker.BitExact, "-metadata", "title=" + texts.Title, "-metadata", "comment=synthetic image", "-movflags", "+faststart", "fly.mp4",
                ],
                work,
                cancellation).ConfigureAwait(false);
            var middle = FormattableString.Invariant($"{years.Count / 2 / (double)options.FramesPerSecond:0.######}");
            await Ffmpeg.RunAsync(["-ss", middle, "-i", "fly.mp4", "-frames:v", "1", "-q:v", "3", "-threads", "1", .. FilmMaker.BitExact, "poster.jpg"], work, cancellation).ConfigureAwait(false);
            File.Move(Path.Combine(work, "fly.mp4"), Path.Combine(folder, "fly.mp4"), overwrite: true);
            File.Move(Path.Combine(work, "poster.jpg"), Path.Combine(folder, "poster.jpg"), overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // ffmpeg's reader of sequences takes a % in a folder's name for a pattern, unless it is doubled
    private static string Pattern(string frames) => Path.Combine(Path.GetFullPath(frames).Replace("%", "%%", StringComparison.Ordinal), "frame_%04d.png");

    private static string RunFile(int index) => string.Create(CultureInfo.InvariantCulture, $"run{index}.txt");

    private static string Label(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    // frames that carry the same year
    private static List<(int Year, int First, int Last)> Runs(IReadOnlyList<double> years)
    {
        var runs = new List<(int Year, int First, int Last)>();
        for (var k = 0; k < years.Count; k++)
        {
            var year = (int)Math.Floor(years[k]);
            if (runs.Count > 0 && runs[^1].Year == year)
            {
                runs[^1] = runs[^1] with { Last = k };
            }
            else
            {
                runs.Add((year, k, k));
            }
        }

        return runs;
    }

    private static string Graph(FilmTimeline time, FilmLayout layout, FilmTexts texts, FilmFonts fonts, List<(int Year, int First, int Last)> runs, IReadOnlyList<double> years)
    {
        var graph = new StringBuilder();
        FilmGraph.Append(graph, $"[0:v]format=rgb24,scale={layout.Width}:{layout.Height}:flags=lanczos+accurate_rnd+bitexact:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv444p[pictures];\n");
        FilmGraph.AppendSet(graph, "pictures", time, layout, texts, fonts);
        for (var k = 0; k < runs.Count; k++)
        {
            FilmGraph.AppendText(graph, fonts.Serif, RunFile(k), layout.Fit("0000", 0.14, 0.36), $"{layout.Margin}", $"{(int)(layout.Height * 0.893)}-text_h", "1");
            FilmGraph.Append(graph, $":enable='between(n,{runs[k].First},{runs[k].Last})'");
        }

        graph.Append("[set];\n");
        if (time.Epochs.Count < 2)
        {
            graph.Append("[set]format=yuv420p[out]");
            return graph.ToString();
        }

        // the marker's way in straight pieces: t is exact at the frames
        var way = new StringBuilder();
        var (first, last) = (time.Epochs[0].DecimalYear, time.Epochs[^1].DecimalYear);
        var x = years.Select(year => layout.Margin + (layout.BarWidth * Math.Clamp((year - first) / (last - first), 0, 1))).ToArray();
        FilmGraph.Append(way, $"{x[0]:0.##}");
        for (var k = 1; k < x.Length;)
        {
            var end = k;
            while (end + 1 < x.Length && Math.Abs(x[end + 1] - x[end] - (x[k] - x[k - 1])) < 0.02)
            {
                end++;
            }

            var (from, to) = ((k - 1.0) / time.FramesPerSecond, (double)end / time.FramesPerSecond);
            FilmGraph.Append(way, $"+{x[end] - x[k - 1]:0.###}*clip((t-{from:0.######})/{to - from:0.######},0,1)");
            k = end + 1;
        }

        FilmGraph.AppendMarker(graph, time, layout, way.ToString());
        graph.Append(",format=yuv420p[out]");
        return graph.ToString();
    }
}
