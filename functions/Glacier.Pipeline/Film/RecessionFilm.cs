using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Film;

/// <summary>One year of the film.</summary>
/// <param name="Path">Picture file, PNG. All frames have one size.</param>
/// <param name="Epoch">When.</param>
public sealed record FilmFrame(string Path, Epoch Epoch);

/// <summary>How the film looks.</summary>
/// <param name="Title">The glacier's name, any text.</param>
/// <param name="Attribution">Whose data it is, any text.</param>
/// <param name="HoldSeconds">How long each year stands still.</param>
/// <param name="FadeSeconds">How long one year takes to become the next.</param>
/// <param name="Width">Width of the film in pixels, made even; the height follows from the frames. Null: the frames' own, at most 1920.</param>
/// <param name="FramesPerSecond">Frames per second.</param>
/// <param name="AnimationWidth">Width of the GIF in pixels.</param>
/// <param name="Mark">The note that the pictures are synthetic.</param>
public sealed record FilmOptions(
    string Title,
    string Attribution,
    double HoldSeconds = 1.4,
    double FadeSeconds = 0.9,
    int? Width = null,
    int FramesPerSecond = 25,
    int AnimationWidth = 640,
    string Mark = "Synthetic image – rendered from elevation models");

/// <summary>The files of a film and their figures.</summary>
/// <param name="Video">Full path of <c>film.mp4</c>.</param>
/// <param name="Animation">Full path of <c>film.gif</c>.</param>
/// <param name="Poster">Full path of <c>poster.jpg</c>.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Seconds">Duration.</param>
/// <param name="Frames">Number of frames.</param>
public sealed record FilmFiles(string Video, string Animation, string Poster, int Width, int Height, double Seconds, int Frames);

/// <summary>The recession film: every survey from the same spot, dissolving into the next, with its year and a line of time.</summary>
public static class RecessionFilm
{
    /// <summary>Writes <c>film.mp4</c> (H.264, yuv420p, fast start), <c>film.gif</c> (below 10 MB) and <c>poster.jpg</c> by ffmpeg. The same input and options give the same bytes.</summary>
    /// <param name="frames">Surveys with their pictures, in any order; at least one.</param>
    /// <param name="options">How the film looks.</param>
    /// <param name="folder">Where the files go, made where it does not exist.</param>
    /// <param name="cancellation">Ends ffmpeg and removes what it had begun.</param>
    /// <exception cref="Glacier.Terrain.InvalidInputException">A frame that is no PNG, of another size than the first, or two frames of one epoch.</exception>
    /// <exception cref="ArgumentException">No frames, or options out of range.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg is missing (the message names the package) or failed (the message is its own).</exception>
    public static Task<FilmFiles> WriteAsync(IReadOnlyList<FilmFrame> frames, FilmOptions options, string folder, CancellationToken cancellation = default) =>
        FilmMaker.MakeAsync(frames, options, folder, cancellation);
}
