using System.Globalization;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Film;

/// <summary>Frames that follow each other at an even pace, as a video.</summary>
public static class FlightFilm
{
    /// <summary>Writes H.264, yuv420p, fast start, by ffmpeg; the file gets its name when it is complete.</summary>
    /// <param name="frames">RGB of each frame, width × height × 3 bytes; drawn one by one.</param>
    /// <param name="width">Pixels across, even.</param>
    /// <param name="height">Pixels down, even.</param>
    /// <param name="path">The video, in a folder that exists.</param>
    /// <param name="framesPerSecond">1 to 60.</param>
    /// <param name="title">Written into the file, with the note that it is synthetic.</param>
    /// <param name="cancellation">Ends ffmpeg and removes what it had begun.</param>
    /// <exception cref="ArgumentException">Odd sides, a rate out of range, no frame or one of another size.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is missing (the message names the package) or failed.</exception>
    public static async Task WriteAsync(
        IEnumerable<byte[]> frames, int width, int height, string path, int framesPerSecond, string title, CancellationToken cancellation = default)
    {
        if (width % 2 != 0 || height % 2 != 0 || framesPerSecond is < 1 or > 60)
        {
            throw new ArgumentException($"{width} × {height} pixels at {framesPerSecond} a second; expected even sides and 1 to 60");
        }

        path = Path.GetFullPath(path);
        var work = Path.Combine(Path.GetDirectoryName(path)!, ".flight-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            var count = 0;
            foreach (var frame in frames)
            {
                cancellation.ThrowIfCancellationRequested();
                SyntheticPicture.SavePng(frame, width, height, Path.Combine(work, FormattableString.Invariant($"frame_{count++:00000}.png")));
            }

            if (count == 0)
            {
                throw new ArgumentException("a flight needs at least one frame", nameof(frames));
            }

            await Ffmpeg.RunAsync(
                [
                    "-framerate", framesPerSecond.ToString(CultureInfo.InvariantCulture), "-i", "frame_%05d.png", "-c:v", "libx264", "-preset", "medium", "-crf", "18", "-pix_fmt", "yuv420p",
                    "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv", "-threads", "4",
                    "-map_metadata", "-1", "-metadata", "title=" + title, "-metadata", "comment=synthetic image", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "flight.mp4",
                ],
                work,
                cancellation).ConfigureAwait(false);
            File.Move(Path.Combine(work, "flight.mp4"), path, overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
