using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;

namespace Glacier.Training.Storage;

/// <summary>A run kept below <c>training/NAME/</c> of the container, beside its folder on this machine, so that another machine can go on with it.</summary>
/// <remarks>A checkpoint counts where its <c>state.json</c> is, which is written last and removed first: only whole ones are ever seen.</remarks>
/// <param name="container">The container.</param>
/// <param name="folder">Folder of the run; its last part is the run's name.</param>
/// <param name="say">Told what happens.</param>
internal sealed class StoredRun(BlobContainerClient container, string folder, Action<string> say)
{
    private const string Prefix = "training/";

    private static readonly string[] s_beside = ["configuration.json", "left-out.csv", "metrics.csv", "metrics.png"];

    private readonly string _prefix = $"{Prefix}{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}/";
    private readonly Dictionary<string, (long Length, DateTime Time)> _sent = new(StringComparer.Ordinal);
    private bool _missed;

    /// <summary>Brings the newest whole checkpoint unless this machine's is as new, and the metrics to it.</summary>
    /// <param name="resume">Whether the run may go on from it.</param>
    /// <exception cref="InvalidInputException">There is one and it was not asked for, or it is damaged.</exception>
    public void Restore(bool resume)
    {
        if (Newest(_prefix) is not { } step)
        {
            return;
        }

        if (!resume)
        {
            throw new InvalidInputException(_prefix, "run-exists", $"{step} from an earlier run in the container {container.Name}", "a name without checkpoints", "Go on from it with --resume, or give another name: --out blob:NAME.");
        }

        var here = new CheckpointStore(Checkpoints(folder)).Newest;
        if (string.CompareOrdinal(Path.GetFileName(here), step) >= 0)
        {
            return;
        }

        foreach (var metrics in container.GetBlobs(BlobTraits.None, BlobStates.None, _prefix + "metrics.csv"))
        {
            BlobFiles.Download(container, metrics, Path.Combine(folder, "metrics.csv"));
        }

        BringCheckpoint(_prefix, step, folder);
        say($"brought {step} from the container {container.Name}");
    }

    /// <summary>Brings a checkpoint of another run where its folder is not on this machine and the container has it.</summary>
    /// <param name="container">The container.</param>
    /// <param name="path">The run's folder, for its newest checkpoint, or one checkpoint's.</param>
    public static void BringOther(BlobContainerClient container, string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        var asked = Path.GetFileName(Path.GetDirectoryName(path)) == Path.GetFileName(Checkpoints("")) ? Path.GetFileName(path) : null;
        var run = asked is null ? path : Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        var prefix = $"{Prefix}{Path.GetFileName(run)}/";
        if (!Directory.Exists(path) && (asked ?? Newest(container, prefix)) is { } step)
        {
            BringCheckpoint(container, prefix, step, run);
        }
    }

    /// <summary>Sends a checkpoint and what is new beside it, then removes checkpoints that the folder has no more. Storage out of reach is said and tried again with the next one.</summary>
    /// <param name="checkpoint">Folder of the checkpoint.</param>
    public void Save(string checkpoint)
    {
        try
        {
            Send(checkpoint);
            _missed = false;
        }
        catch (Exception error) when (ModelsContainer.IsOfStorage(error))
        {
            _missed = true;
            say($"{Path.GetFileName(checkpoint)} stays on this machine for now: {ModelsContainer.Reason(error)}");
        }
    }

    /// <summary>Sends once more what could not be sent.</summary>
    public void Finish()
    {
        if (_missed && new CheckpointStore(Checkpoints(folder)).Newest is { } newest)
        {
            Send(newest);
        }
    }

    private void Send(string checkpoint)
    {
        var step = Path.GetFileName(checkpoint);
        foreach (var file in s_beside.Select(name => Path.Combine(folder, name)).Where(File.Exists).Concat(Folder("samples")))
        {
            SendIfNew(file);
        }

        var state = Path.Combine(checkpoint, CheckpointStore.StateFile);
        foreach (var file in Directory.GetFiles(checkpoint).Where(file => file != state).Append(state))
        {
            SendIfNew(file);
        }

        var kept = Folder("checkpoints", directories: true).Select(path => Path.GetFileName(path)).Append(step).ToHashSet(StringComparer.Ordinal);
        var old = container.GetBlobs(BlobTraits.None, BlobStates.None, Checkpoints(_prefix) + "/").Select(blob => blob.Name).Where(name => !kept.Contains(StepOf(name))).ToArray();
        foreach (var name in old.OrderBy(name => !name.EndsWith("/" + CheckpointStore.StateFile, StringComparison.Ordinal)))
        {
            container.DeleteBlobIfExists(name);
        }
    }

    private string[] Folder(string name, bool directories = false)
    {
        var path = Path.Combine(folder, name);
        return !Directory.Exists(path) ? [] : directories ? Directory.GetDirectories(path) : Directory.GetFiles(path);
    }

    private void SendIfNew(string path)
    {
        var file = new FileInfo(path);
        var version = (file.Length, file.LastWriteTimeUtc);
        if (_sent.GetValueOrDefault(path) != version)
        {
            BlobFiles.Upload(container, path, _prefix + Path.GetRelativePath(folder, path).Replace('\\', '/'));
            _sent[path] = version;
        }
    }

    private string? Newest(string prefix) => Newest(container, prefix);

    private static string? Newest(BlobContainerClient container, string prefix) =>
        container.GetBlobs(BlobTraits.None, BlobStates.None, Checkpoints(prefix) + "/").Select(blob => blob.Name)
            .Where(name => name.EndsWith("/" + CheckpointStore.StateFile, StringComparison.Ordinal)).Select(StepOf).Max(StringComparer.Ordinal);

    private void BringCheckpoint(string prefix, string step, string run) => BringCheckpoint(container, prefix, step, run);

    private static void BringCheckpoint(BlobContainerClient container, string prefix, string step, string run)
    {
        var target = Path.Combine(Checkpoints(run), step);
        var unfinished = Path.Combine(Checkpoints(run), CheckpointStore.Unfinished + Guid.NewGuid().ToString("N"));
        foreach (var blob in container.GetBlobs(BlobTraits.None, BlobStates.None, $"{Checkpoints(prefix)}/{step}/"))
        {
            BlobFiles.Download(container, blob, Path.Combine(unfinished, Path.GetFileName(blob.Name)));
        }

        if (Directory.Exists(unfinished))
        {
            CheckpointStore.Read(unfinished);
            Directory.Move(unfinished, target);
        }
    }

    private static string Checkpoints(string below) => Path.Combine(below, "checkpoints");

    private static string StepOf(string blob) => Path.GetFileName(Path.GetDirectoryName(blob))!;
}
