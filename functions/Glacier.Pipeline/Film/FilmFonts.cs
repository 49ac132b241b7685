namespace Glacier.Pipeline.Film;

/// <summary>The font files the film is set in.</summary>
internal sealed record FilmFonts(string Serif, string Sans)
{
    private static readonly string[] Folders =
    [
        FilmTools.Folder, "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF", "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/dejavu-serif-fonts",
    ];

    public static FilmFonts Find() => new(Find("DejaVuSerif.ttf"), Find("DejaVuSans.ttf"));

    private static string Find(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is not installed; the film's type is set in it. Install it: apt-get install fonts-dejavu-core");
}
