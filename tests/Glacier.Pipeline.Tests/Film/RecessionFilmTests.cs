using System.Diagnostics;
using System.Globalization;
using System.Text;
using Glacier.Pipeline.Film;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Film;

public sealed class RecessionFilmTests : IDisposable
{
    private static readonly int[] Years = [1880, 1926, 2017];

    private readonly string folder = Directory.CreateTempSubdirectory("glacier-film-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Film_plays_in_browsers_and_has_the_length_asked_for()
    {
        var film = await RecessionFilm.WriteAsync(Frames(321, 201, Years), new("Aletsch", "swisstopo", HoldSeconds: 0.4, FadeSeconds: 0.2), Out("one"));
        var probe = Run("ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,pix_fmt,width,height,nb_read_frames", "-of", "default=nw=1", film.Video);
        Assert.Equal("codec_name=h264\nwidth=320\nheight=200\npix_fmt=yuv420p\nnb_read_frames=" + film.Frames.ToString(CultureInfo.InvariantCulture), probe.Trim());
        Assert.Equal(((10 + 5) * 2) + 15, film.Frames);
        Assert.Equal(film.Frames / 25.0, film.Seconds);
        var bytes = File.ReadAllBytes(film.Video);
        var moov = bytes.AsSpan().IndexOf("moov"u8);
        Assert.InRange(moov, 0, bytes.AsSpan().IndexOf("mdat"u8));
        Assert.InRange(new FileInfo(film.Animation).Length, 1, 10_000_000);
        Assert.StartsWith("gif", Run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "default=nw=1:nk=1", film.Animation), StringComparison.Ordinal);
        Assert.Equal(["film.gif", "film.mp4", "poster.jpg"], Directory.EnumerateFileSystemEntries(Path.Combine(folder, "one")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Same_frames_give_the_same_bytes()
    {
        var frames = Frames(160, 100, Years);
        var options = new FilmOptions("Aletsch", "swisstopo", HoldSeconds: 0.2, FadeSeconds: 0.2);
        var first = await RecessionFilm.WriteAsync(frames, options, Out("a"));
        var second = await RecessionFilm.WriteAsync([.. frames.Reverse()], options, Out("b"));
        Assert.Equal(File.ReadAllBytes(first.Video), File.ReadAllBytes(second.Video));
        Assert.Equal(File.ReadAllBytes(first.Animation), File.ReadAllBytes(second.Animation));
        Assert.Equal(File.ReadAllBytes(first.Poster), File.ReadAllBytes(second.Poster));
    }

    [Fact]
    public async Task Texts_are_set_never_read_as_filter_syntax()
    {
        var film = await RecessionFilm.WriteAsync(Frames(160, 100, [2017]), new("a':b,[c];%{pts}\\\n$(x)", "'%d", HoldSeconds: 0.2), Out("%03d it's"));
        Assert.True(File.Exists(film.Video));
    }

    [Fact]
    public async Task Marker_stands_where_the_date_lies_on_the_line_of_time()
    {
        var film = await RecessionFilm.WriteAsync(Frames(640, 400, Years), new("", "", HoldSeconds: 0.4, FadeSeconds: 0.2, Mark: ""), Out("m"));
        var margin = (int)(640 * 0.04);
        foreach (var (frame, position) in ((int, double)[])[(5, 0), (20, 46.0 / 137), (40, 1)])
        {
            var row = Grey(film.Video, frame, 640, 400).AsSpan((int)(400 * 0.925) * 640, 640).ToArray();
            var bright = Enumerable.Range(0, 640).Where(x => row[x] > 200).ToArray();
            var marker = Enumerable.Range(0, 634).MaxBy(x => Enumerable.Range(x, 7).Sum(at => row[at])) + 3;
            Assert.NotEmpty(bright);
            Assert.InRange(marker - margin - (position * (640 - (2 * margin))), -2.5, 2.5);
        }
    }

    [Fact]
    public async Task Frames_of_another_size_are_refused_with_the_fix()
    {
        FilmFrame[] frames = [.. Frames(160, 100, [1880]), .. Frames(162, 100, [2017])];
        var problem = await Assert.ThrowsAsync<InvalidInputException>(() => RecessionFilm.WriteAsync(frames, new("", ""), Out("x")));
        Assert.Equal("frame-size", problem.Rule);
        Assert.Equal("f2017.png", problem.File);
        File.WriteAllText(Path.Combine(folder, "zip.png"), "PK");
        problem = await Assert.ThrowsAsync<InvalidInputException>(() => RecessionFilm.WriteAsync([new(Path.Combine(folder, "zip.png"), Epoch.OfYear(1900))], new("", ""), Out("x")));
        Assert.Equal("not-a-png", problem.Rule);
        problem = await Assert.ThrowsAsync<InvalidInputException>(() => RecessionFilm.WriteAsync([.. Frames(160, 100, [1880]), .. Frames(160, 100, [1880])], new("", ""), Out("x")));
        Assert.Equal("same-date", problem.Rule);
    }

    [Fact]
    public async Task Ffmpegs_own_message_is_passed_on_and_nothing_is_left()
    {
        var frame = Frames(160, 100, [1880])[0];
        File.WriteAllBytes(frame.Path, File.ReadAllBytes(frame.Path)[..60]);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => RecessionFilm.WriteAsync([frame], new("", ""), Out("broken")));
        Assert.Contains("ffmpeg ended with code", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "broken")));
        problem = await Assert.ThrowsAsync<InvalidOperationException>(() => Ffmpeg.RunAsync([], folder, CancellationToken.None, "no-such-ffmpeg"));
        Assert.Contains("apt-get install ffmpeg", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_child_and_leaves_nothing()
    {
        Needs("ffmpeg");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ffmpeg.RunAsync(["-re", "-f", "lavfi", "-i", "color", "-f", "null", "-"], folder, stop.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RecessionFilm.WriteAsync(Frames(160, 100, Years), new("", ""), Out("c"), stop.Token));
    }

    private string Out(string name) => Path.Combine(folder, name);

    private FilmFrame[] Frames(int width, int height, int[] years)
    {
        Needs("ffmpeg");
        return [.. years.Select(year =>
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"f{year}.png"));
            Run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"color=c=0x{year % 128:x2}5070:s={width}x{height}"), "-frames:v", "1", path);
            return new FilmFrame(path, Epoch.OfYear(year));
        })];
    }

    private byte[] Grey(string film, int frame, int width, int height)
    {
        var raw = Path.Combine(folder, "grey.raw");
        Run("ffmpeg", "-v", "error", "-y", "-i", film, "-vf", string.Create(CultureInfo.InvariantCulture, $"select=eq(n\\,{frame}),format=gray"), "-frames:v", "1", "-f", "rawvideo", raw);
        var grey = File.ReadAllBytes(raw);
        Assert.Equal(width * height, grey.Length);
        return grey;
    }

    private static void Needs(string program)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program))))
        {
            Assert.Skip($"{program} is not installed: apt-get install ffmpeg");
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
