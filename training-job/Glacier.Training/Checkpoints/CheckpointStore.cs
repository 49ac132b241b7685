using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Training.Configuration;

namespace Glacier.Training.Checkpoints;

/// <summary>Checkpoints as folders <c>step-00012000</c>: each appears complete or not at all, and the one before is kept until the next is.</summary>
/// <param name="folder">Folder of the checkpoints.</param>
public sealed class CheckpointStore(string folder)
{
    /// <summary>The file that makes a checkpoint one: written last.</summary>
    internal const string StateFile = "state.json";

    /// <summary>What the names of folders begin with that are not yet checkpoints.</summary>
    internal const string Unfinished = ".writing-";

    private const string Prefix = "step-";
    private const int Kept = 2;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Folder of the newest checkpoint, or null.</summary>
    public string? Newest => Complete().LastOrDefault();

    /// <summary>The checkpoint that a path means: itself, or the newest of the run whose output folder it is; null: none.</summary>
    /// <param name="path">A checkpoint's or a run's folder.</param>
    public static string? Find(string path) => File.Exists(Path.Combine(path, StateFile)) ? path : new CheckpointStore(Path.Combine(path, "checkpoints")).Newest;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="state">Its state; numbers and files are filled in here.</param>
    /// <param name="write">Writes the networks' files into the folder it is given and returns the numbers.</param>
    /// <returns>Folder of the checkpoint.</returns>
    public string Save(CheckpointState state, Func<string, IReadOnlyDictionary<string, double>> write)
    {
        Directory.CreateDirectory(folder);
        foreach (var unfinished in Directory.EnumerateDirectories(folder, Unfinished + "*").ToArray())
        {
            Directory.Delete(unfinished, recursive: true);
        }

        var target = Path.Combine(folder, Prefix + state.Step.ToString("D8", CultureInfo.InvariantCulture));
        var temporary = Path.Combine(folder, Unfinished + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(temporary);
        var numbers = write(temporary);
        var files = Directory.EnumerateFiles(temporary).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), Hash);
        File.WriteAllText(Path.Combine(temporary, StateFile), JsonSerializer.Serialize(state with { Numbers = numbers, Files = files }, s_json));
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.Move(temporary, target);
        foreach (var old in Complete().SkipLast(Kept).ToArray())
        {
            Directory.Delete(old, recursive: true);
        }

        return target;
    }

    /// <summary>Reads and checks a checkpoint's state: it must be whole, and of this configuration and split.</summary>
    /// <param name="checkpoint">Folder of the checkpoint.</param>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="splitHash">The run's split.</param>
    /// <exception cref="InvalidInputException">Damaged, or of another configuration: the members that differ are named.</exception>
    public static CheckpointState Read(string checkpoint, TrainingConfiguration configuration, string splitHash)
    {
        var state = Read(checkpoint);
        var name = Path.GetFileName(checkpoint);
        if (state.ConfigurationHash != ConfigurationFile.Hash(configuration))
        {
            var differences = string.Join("; ", ConfigurationFile.Differences(state.Configuration, ConfigurationFile.Text(configuration)));
            throw new InvalidInputException(
                name, "checkpoint-configuration", $"a checkpoint of another configuration: {differences}", "the members as they were when the run began",
                "Restore them, or begin a run of its own with another --out.");
        }

        if (state.SplitHash != splitHash)
        {
            throw new InvalidInputException(
                name, "checkpoint-split", $"validation split {state.SplitHash[..12]}", splitHash[..12], "The photographs changed since: restore them, or begin a run of its own with another --out.");
        }

        return state;
    }

    /// <summary>Reads a checkpoint's state, whatever its configuration, and checks its files by their hashes.</summary>
    /// <exception cref="InvalidInputException">Absent or damaged.</exception>
    public static CheckpointState Read(string checkpoint)
    {
        var name = Path.GetFileName(checkpoint);
        CheckpointState state;
        try
        {
            state = JsonSerializer.Deserialize<CheckpointState>(File.ReadAllText(Path.Combine(checkpoint, StateFile)), s_json) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new InvalidInputException(name, "checkpoint-unreadable", error.Message, "a folder with state.json", "Remove the folder: the one before it is taken.");
        }

        foreach (var (file, hash) in state.Files)
        {
            var path = Path.Combine(checkpoint, file);
            var found = File.Exists(path) ? Hash(path) : "no such file";
            if (found != hash)
            {
                throw new InvalidInputException(name, "checkpoint-damaged", $"{file}: {found}", $"SHA-256 {hash}", "Remove the folder: the one before it is taken.");
            }
        }

        return state;
    }

    private IEnumerable<string> Complete() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, Prefix + "*").Where(path => File.Exists(Path.Combine(path, StateFile))).Order(StringComparer.Ordinal)
        : [];

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
