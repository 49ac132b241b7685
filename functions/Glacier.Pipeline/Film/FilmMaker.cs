using System.Globalization;
using Glacier.Terrain;

namespace Glacier.Pipeline.Film;

/// <summary>Checks the frames, lays the film out and has ffmpeg make it; files get their names when they are complete.</summary>
internal static class FilmMaker
{
    private const long LargestAnimation = 10_000_000;

    /// <summary>Fixed, not the machine's: the encoder's output depends on it.</summary>
    public const string Threads = "4";

    public static async Task<FilmFiles> MakeAsync(IReadOnlyList<FilmFrame> frames, FilmOptions options, string folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frames);
        Check(options);
        if (frames.Count == 0)
        {
            throw new ArgumentException("a film needs at least one frame", nameof(frames));
        }

        FilmFrame[] ordered = [.. frames.OrderBy(frame => frame.Epoch)];
        var layout = Layout(ordered, options);
        var time = Timeline(ordered, options, options.FramesPerSecond);

        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        var work = Path.Combine(folder, ".film-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            var texts = FilmTexts.Of(options);
            await WriteTextsAsync(work, texts, time, cancellation).ConfigureAwait(false);
            var graph = FilmGraph.Build(time, layout, texts, FilmFonts.Find());
            await VideoAsync(ordered, graph, time, work, cancellation).ConfigureAwait(false);
            await PosterAsync(time, work, cancellation).ConfigureAwait(false);
            await AnimationAsync(ordered, options, layout, work, cancellation).ConfigureAwait(false);
            return new FilmFiles(Publish("film.mp4"), Publish("film.gif"), Publish("poster.jpg"), layout.Width, layout.Height, time.Seconds, time.Frames);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        string Publish(string name)
        {
            var path = Path.Combine(folder, name);
            File.Move(Path.Combine(work, name), path, overwrite: true);
            return path;
        }
    }

    private static void Check(FilmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.HoldSeconds is > 0 and <= 60) || !(options.FadeSeconds is > 0 and <= 60) || options.FramesPerSecond is < 1 or > 60
            || options.Width is < 64 or > 7680 || options.AnimationWidth is < 64 or > 1920)
        {
            throw new ArgumentException("hold and fade lie in (0, 60] s, frames per second in 1–60, width in 64–7680, animation width in 64–1920", nameof(options));
        }
    }

    private static FilmLayout Layout(FilmFrame[] frames, FilmOptions options)
    {
        var (width, height) = PngHeader.Size(frames[0].Path);
        for (var index = 1; index < frames.Length; index++)
        {
            var name = Path.GetFileName(frames[index].Path);
            var size = PngHeader.Size(frames[index].Path);
            if (size != (width, height))
            {
                throw new InvalidInputException(name, "frame-size", $"{size.Width} × {size.Height} pixels", $"{width} × {height} pixels as {Path.GetFileName(frames[0].Path)}", "Render every year with the same camera.");
            }

            if (frames[index].Epoch.Date == frames[index - 1].Epoch.Date)
            {
                throw new InvalidInputException(name, "same-date", frames[index].Epoch.ToString(), "one frame per date", "Leave one of the two out.");
            }
        }

        var filmWidth = Math.Max(64, options.Width ?? Math.Min(width, 1920)) / 2 * 2;
        var filmHeight = Math.Max(2, (int)Math.Round((double)height * filmWidth / width / 2) * 2);
        return new FilmLayout(filmWidth, filmHeight);
    }

    public static async Task WriteTextsAsync(string work, FilmTexts texts, FilmTimeline time, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "title.txt"), texts.Title, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(work, "attribution.txt"), texts.Attribution, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(work, "mark.txt"), texts.Mark, cancellation).ConfigureAwait(false);
        for (var index = 0; index < time.Epochs.Count; index++)
        {
            await File.WriteAllTextAsync(Path.Combine(work, FilmGraph.YearFile(index)), time.Label(index), cancellation).ConfigureAwait(false);
        }
    }

    private static Task VideoAsync(FilmFrame[] frames, string graph, FilmTimeline time, string work, CancellationToken cancellation) => Ffmpeg.RunAsync(
        [
            .. Inputs(frames, time), "-filter_complex", graph + ",format=yuv420p[out]", "-map", "[out]",
            "-c:v", "libx264", "-preset", "medium", "-crf", "19", "-profile:v", "high", "-pix_fmt", "yuv420p", "-threads", Threads, "-g", Text(time.FramesPerSecond * 2),
            "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
            .. BitExact, "-movflags", "+faststart", "film.mp4",
        ],
        work,
        cancellation);

    private static Task PosterAsync(FilmTimeline time, string work, CancellationToken cancellation) => Ffmpeg.RunAsync(
        ["-ss", Text((double)(time.Frames - 1) / time.FramesPerSecond), "-i", "film.mp4", "-frames:v", "1", "-q:v", "3", "-threads", "1", .. BitExact, "poster.jpg"], work, cancellation);

    /// <summary>Made from the pictures, not from the film: what stands still then stays the same to the bit and costs nothing. Smaller and slower until it fits.</summary>
    private static async Task AnimationAsync(FilmFrame[] frames, FilmOptions options, FilmLayout layout, string work, CancellationToken cancellation)
    {
        foreach (var (share, rate) in ((double, int)[])[(1, 10), (0.8, 8), (0.65, 6), (0.5, 5), (0.4, 4), (0.3, 3)])
        {
            var width = Math.Max(64, (int)(Math.Min(options.AnimationWidth, layout.Width) * share) / 2 * 2);
            var small = new FilmLayout(width, Math.Max(2, (int)Math.Round((double)layout.Height * width / layout.Width / 2) * 2));
            var time = Timeline(frames, options, Math.Min(rate, options.FramesPerSecond));
            await AnimationAsync(frames, FilmGraph.Build(time, small, FilmTexts.Of(options), FilmFonts.Find()), time, work, cancellation).ConfigureAwait(false);
            if (new FileInfo(Path.Combine(work, "film.gif")).Length < LargestAnimation)
            {
                return;
            }
        }

        throw new InvalidOperationException($"film.gif is larger than {LargestAnimation} bytes at its smallest; make a film of fewer years");
    }

    private static async Task AnimationAsync(FilmFrame[] frames, string graph, FilmTimeline time, string work, CancellationToken cancellation)
    {
        const string ToRgb = ",scale=flags=accurate_rnd+bitexact:in_color_matrix=bt709:in_range=tv,format=rgb24";
        string[] inputs = [.. Inputs(frames, time)];
        await Ffmpeg.RunAsync([.. inputs, "-filter_complex", graph + $"{ToRgb},framestep={Text(Math.Max(1, time.FramesPerSecond / 2))},palettegen=max_colors=224:stats_mode=full[out]", "-map", "[out]", "-threads", "1", .. BitExact, "palette.png"], work, cancellation).ConfigureAwait(false);
        await Ffmpeg.RunAsync([.. inputs, "-i", "palette.png", "-filter_complex", graph + $"{ToRgb}[small];[small][{Text(frames.Length)}:v]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle[out]", "-map", "[out]", "-loop", "0", .. BitExact, "film.gif"], work, cancellation).ConfigureAwait(false);
    }

    private static FilmTimeline Timeline(FilmFrame[] frames, FilmOptions options, int framesPerSecond) => new(
        [.. frames.Select(frame => frame.Epoch)],
        Math.Max(1, (int)Math.Round(options.HoldSeconds * framesPerSecond)),
        Math.Max(2, (int)Math.Round(options.FadeSeconds * framesPerSecond)),
        framesPerSecond);

    /// <summary>As single PNG pictures: the reader of sequences would take a <c>%</c> in a name for a pattern.</summary>
    private static IEnumerable<string> Inputs(FilmFrame[] frames, FilmTimeline time) =>
        frames.SelectMany(frame => (string[])["-f", "png_pipe", "-framerate", Text(time.FramesPerSecond), "-i", "file:" + Path.GetFullPath(frame.Path)]);

    public static string[] BitExact => ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"];

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
