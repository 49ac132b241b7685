using System.Text;

namespace Glacier.Pipeline.Gallery;

/// <summary>The pages' style sheet and scripts, carried inside the assembly.</summary>
internal static class PageAssets
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static string Css { get; } = Read("page.css");

    public static string Script { get; } = Read("page.js");

    public static string Around { get; } = Read("around.js");

    /// <summary>Writes each file under a temporary name first, so that a reader never sees half a page.</summary>
    public static void WriteAll(IReadOnlyDictionary<string, string> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            var temporary = path + ".part";
            File.WriteAllText(temporary, text, Utf8);
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("Glacier.Pipeline.Gallery." + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream, Utf8);
        return reader.ReadToEnd();
    }
}
