using System.CommandLine;
using System.Runtime.InteropServices;
using Azure.Storage.Blobs;
using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Loops;
using Glacier.Training.Storage;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary><c>train KIND</c>.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var command = new Command("train", "Train the networks; goes on where it stopped with --resume.")
        {
            Kind<JointConfiguration>("joint", "Encoder and generator end to end: contours and masks in, pictures out.", Joint),
            Kind<GanConfiguration>("gan", "Stage 1 of the paper: StyleGAN2 learns what glaciers look like.", Gan),
            Kind<EncoderConfiguration>("encoder", "Stage 2: a pSp encoder finds the latents of a contour for the frozen generator of stage 1.", Encoder),
            Kind<FlowConfiguration>("flow", "RAFT: displacements between two images of a glacier.", FlowCommand.Train),
            Kind<OutlineConfiguration>("outline", "GlaViTU: where the ice is, from optical bands with or without elevation and radar.", OutlineCommand.Train),
            Kind<PanoramaConfiguration>("panorama", "Sat2Density: density and panorama of a satellite tile.", PanoramaCommand.Train),
        };
        return command;
    }

    private static Command Kind<T>(string name, string description, Func<TrainSettings, T, CancellationToken, int> train)
        where T : TrainingConfiguration
    {
        var config = new Option<string?>("--config") { Description = "Configuration, JSON. Without it every member comes from environment variables GLACIER_TRAIN__….", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "Folder that the configuration's data folders are below. Default: $GLACIER_DATA, else ../shared/data. blob: data/ of the storage account's models container.", HelpName = "DIR|blob" };
        var output = new Option<string?>("--out") { Description = "Folder for checkpoints, samples, metrics and the picture cache. Default: .glacier/training/NAME. blob: that folder, and training/NAME of the models container.", HelpName = "DIR|blob[:NAME]" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the newest checkpoint; begin where there is none." };
        var device = new Option<string>("--device") { Description = "cpu, or cuda:0 and so on.", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };
        var cache = new Option<string?>("--cache") { Description = "Folder of the picture cache, to share it between runs. Default: the output folder.", HelpName = "DIR" };
        var command = new Command(name, description) { config, data, output, resume, device, cache };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(config);
            var configuration = ConfigurationFile.Read<T>(file);
            var (source, target) = (parsed.GetValue(data), parsed.GetValue(output));
            var stored = target == ModelsContainer.Word || target?.StartsWith(ModelsContainer.Word + ":", StringComparison.Ordinal) == true;
            var runName = stored && target!.Length > ModelsContainer.Word.Length + 1 ? RunName(target[(ModelsContainer.Word.Length + 1)..]) : file is null ? name : Path.GetFileNameWithoutExtension(file);
            var place = Path.GetFullPath(stored || target is null ? Path.Combine(".glacier", "training", runName) : target);
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            var container = stored || source == ModelsContainer.Word ? ModelsContainer.Connect(Environment.GetEnvironmentVariables()) : null;
            var otherRuns = container is null ? [] : configuration.OtherRuns;
            foreach (var run in otherRuns)
            {
                StoredRun.BringOther(container!, run);
            }

            var folder = source == ModelsContainer.Word ? Bring(container!, configuration.DataFolders, stop.Token) : DataFolder(source);
            var kept = stored ? new StoredRun(container!, place, line => Console.Error.WriteLine(line)) : null;
            return train(new TrainSettings(folder, place, parsed.GetValue(resume), parsed.GetRequiredValue(device), parsed.GetValue(cache) ?? place, kept), configuration, stop.Token);

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                stop.Cancel();
            }
        });
        return command;
    }

    private static int Joint(TrainSettings settings, JointConfiguration configuration, CancellationToken stop)
    {
        using var features = configuration.Losses.Perceptual > 0 ? PerceptualFeatures.Load() : null;
        return Run(settings, configuration, device => new JointTraining(configuration, device, features is null ? null : features.to(device).call), stop);
    }

    private static int Gan(TrainSettings settings, GanConfiguration configuration, CancellationToken stop) =>
        Run(settings, configuration, device => new GanTraining(configuration, device), stop);

    private static int Encoder(TrainSettings settings, EncoderConfiguration configuration, CancellationToken stop)
    {
        using var features = PerceptualFeatures.Load();
        return Run(settings, configuration, device => new EncoderTraining(configuration, device, features.to(device)), stop);
    }

    private static int Run(TrainSettings settings, SceneryConfiguration configuration, Func<Device, ITrainer<Batch>> make, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var preparing = new Progress(Console.Error, "photographs", !Console.IsErrorRedirected);
        var last = 0;
        using var cache = PictureCache.Open(configuration.Data, settings.Data, settings.Cache, Sky.Finder(), (done, of) =>
        {
            preparing.Step(done - last, done, of, null, "decoded");
            last = done;
            stop.ThrowIfCancellationRequested();
        });
        WriteLeftOut(cache, Path.Combine(settings.Output, "left-out.csv"));
        var data = new TrainingData(configuration.Data, cache, configuration.Seed);
        var report = $"{data.TrainingCount:N0} photographs to learn from, {data.Validation.Count:N0} for validation, {cache.LeftOut.Count:N0} left out (left-out.csv says why)";
        return Train(settings, configuration, report, make, progress => new TrainingRun<Batch>(configuration, data, cache.SplitHash, settings.Output, progress), stop);
    }

    /// <summary>Trains on any data: device and threads, networks, the run.</summary>
    /// <param name="settings">The command line.</param>
    /// <param name="configuration">The experiment.</param>
    /// <param name="report">What to say of the data.</param>
    /// <param name="make">Networks on a device.</param>
    /// <param name="run">The run that reports to a progress line.</param>
    /// <param name="stop">Ends the run after the step under way.</param>
    internal static int Train<TBatch>(
        TrainSettings settings, TrainingConfiguration configuration, string report, Func<Device, ITrainer<TBatch>> make, Func<Progress, TrainingRun<TBatch>> run, CancellationToken stop)
    {
        var progress = new Progress(Console.Error, Path.GetFileName(settings.Output), !Console.IsErrorRedirected);
        var target = DeviceOf(settings.Device);
        set_num_threads(configuration.Run.Threads > 0 ? configuration.Run.Threads : Environment.ProcessorCount);
        progress.Say(report);
        using var trainer = make(target);
        progress.Say($"{trainer.ParameterCount / 1e6:F2} million parameters on {settings.Device}, {get_num_threads()} threads");
        settings.Stored?.Restore(settings.Resume);
        var training = run(progress);
        training.Saved = settings.Stored is { } stored ? stored.Save : null;
        training.Train(trainer, settings.Resume, stop);
        settings.Stored?.Finish();
        return 0;
    }

    private static string Bring(BlobContainerClient container, IReadOnlyList<string> folders, CancellationToken stop)
    {
        var target = Path.GetFullPath(Path.Combine(".glacier", "data"));
        var progress = new Progress(Console.Error, container.Name, !Console.IsErrorRedirected);
        StoredData.Bring(container, folders, target, (done, of) =>
        {
            lock (progress)
            {
                progress.Step(1, done, of, null, "downloaded");
            }
        }, stop);
        return target;
    }

    private static string RunName(string given) =>
        given.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && given[0] != '.'
            ? given
            : throw new ArgumentException($"--out blob:{given}: a name of letters, digits, '-', '_' and '.' is expected");

    internal static Device DeviceOf(string name)
    {
        if (name != "cpu" && !(name.StartsWith("cuda", StringComparison.Ordinal) && cuda.is_available()))
        {
            throw new ArgumentException($"--device: found {name}; expected cpu{(cuda.is_available() ? " or cuda:0" : " (this machine's tensor library has no CUDA device)")}");
        }

        return device(name);
    }

    internal static string DataFolder(string? given)
    {
        var folder = given ?? Environment.GetEnvironmentVariable("GLACIER_DATA") ?? Path.Combine(Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? ".", "..", "shared", "data");
        return Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new InvalidInputException(folder, "no-data-folder", "no such folder", "the folder that data.folders of the configuration are below", "Give it with --data DIR.");
    }

    private static void WriteLeftOut(PictureCache cache, string path) =>
        File.WriteAllLines(path, ["name,reason", .. cache.LeftOut.Select(pair => $"\"{pair.Key}\",\"{pair.Value.Replace('"', '\'')}\"")]);
}
