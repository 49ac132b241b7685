namespace Glacier.Pipeline.Film;

/// <summary>What is written on the frames, on one line each.</summary>
internal sealed record FilmTexts(string Title, string Attribution, string Mark)
{
    private const int Longest = 160;

    public static FilmTexts Of(FilmOptions options) => new(Line(options.Title), Line(options.Attribution), Line(options.Mark));

    private static string Line(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }
}
