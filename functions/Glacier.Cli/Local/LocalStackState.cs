using System.Text.Json;

namespace Glacier.Cli.Local;

/// <summary>Where the running local stack is to be found: what <c>up</c> writes and <c>drop</c>, <c>status</c> and <c>pull</c> read.</summary>
/// <param name="ConnectionString">Storage connection string.</param>
/// <param name="Api">Address of the Functions app, without a closing slash.</param>
/// <param name="Gallery">Address of the gallery.</param>
/// <param name="ProcessId">The process of <c>glacier up</c>.</param>
internal sealed record LocalStackState(string ConnectionString, string Api, string Gallery, int ProcessId)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Folder of everything the local stack keeps: storage, logs, this state. Below the repository, or the working folder outside of one.</summary>
    public static string DefaultFolder => Path.Combine(Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? Environment.CurrentDirectory, ".glacier");

    /// <summary>Folder of the demo's own stack.</summary>
    public static string DemoFolder => Path.Combine(DefaultFolder, "demo");

    /// <summary>Where a stack may run, the one that <c>up</c> started first.</summary>
    public static IReadOnlyList<string> Folders => [DefaultFolder, DemoFolder];

    /// <summary>The running stack, or null.</summary>
    public static LocalStackState? Running() => Folders.Select(Read).FirstOrDefault(state => state is not null);

    /// <summary>Reads the state, or null where no stack was started in this folder or it has ended.</summary>
    public static LocalStackState? Read(string folder)
    {
        var path = FileIn(folder);
        if (!File.Exists(path))
        {
            return null;
        }

        var state = JsonSerializer.Deserialize<LocalStackState>(File.ReadAllText(path), Json);
        return state is not null && IsRunning(state.ProcessId) ? state : null;
    }

    /// <summary>Writes the state.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = FileIn(folder);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this, Json));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Takes the state away.</summary>
    public static void Delete(string folder) => File.Delete(FileIn(folder));

    private static string FileIn(string folder) => Path.Combine(folder, "local.json");

    /// <summary>True while there is a process of that id that has not ended.</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
