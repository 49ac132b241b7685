namespace Glacier.Pipeline.Film;

/// <summary>ffmpeg and fonts where the operating system has none: in the folder <c>tools</c> beside the program, as <c>azd</c> packages the Functions app.</summary>
internal static class FilmTools
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "tools");

    private static readonly Lazy<string> s_ffmpeg = new(() => Find(Path.Combine(Folder, "ffmpeg")));

    /// <summary>The program to start: the one in the folder, else the one on the path.</summary>
    public static string Ffmpeg => s_ffmpeg.Value;

    internal static string Find(string packaged)
    {
        if (!File.Exists(packaged))
            return "ffmpeg";
        const UnixFileMode executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(packaged) & UnixFileMode.UserExecute) != 0)
            return packaged;

        // a package that is mounted read-only may have lost the mode on its way
        var copy = Path.Combine(Directory.CreateTempSubdirectory("ffmpeg-").FullName, "ffmpeg");
        File.Copy(packaged, copy);
        File.SetUnixFileMode(copy, executable);
        return copy;
    }
}
