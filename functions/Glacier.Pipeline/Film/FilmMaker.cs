namespace Glacier.Pipeline.Film;

internal static class FilmMaker
{
    public static Task<FilmFiles> MakeAsync(IReadOnlyList<FilmFrame> frames, FilmOptions options, string folder, CancellationToken cancellation) =>
        Task.FromException<FilmFiles>(new InvalidOperationException("the film is being written"));
}
