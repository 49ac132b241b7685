using System.CommandLine;
using System.Runtime.InteropServices;
using Glacier.Terrain;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Loops;
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
            Kind("joint", "Encoder and generator end to end: contours and masks in, pictures out.", Joint),
            Kind("gan", "Stage 1 of the paper: StyleGAN2 learns what glaciers look like.", Gan),
            Kind("encoder", "Stage 2: a pSp encoder finds the latents of a contour for the frozen generator of stage 1.", Encoder),
            Kind("flow", "RAFT: displacements between two images of a glacier.", FlowCommand.Train),
            Kind("outline", "GlaViTU: where the ice is, from optical bands with or without elevation and radar.", OutlineCommand.Train),
        };
        return command;
    }

    private static Command Kind(string name, string description, Func<TrainSettings, CancellationToken, int> run)
    {
        var config = new Option<string?>("--config") { Description = "Configuration, JSON. Without it every member comes from environment variables GLACIER_TRAIN__….", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "Folder that the configuration's photo folders are below. Default: $GLACIER_DATA, else ../shared/data.", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Folder for checkpoints, samples, metrics and the picture cache. Default: .glacier/training/NAME.", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the newest checkpoint; begin where there is none." };
        var device = new Option<string>("--device") { Description = "cpu, or cuda:0 and so on.", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };
        var cache = new Option<string?>("--cache") { Description = "Folder of the picture cache, to share it between runs. Default: the output folder.", HelpName = "DIR" };
        var command = new Command(name, description) { config, data, output, resume, device, cache };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(config);
            var place = Path.GetFullPath(parsed.GetValue(output) ?? Path.Combine(".glacier", "training", file is null ? name : Path.GetFileNameWithoutExtension(file)));
            var settings = new TrainSettings(file, DataFolder(parsed.GetValue(data)), place, parsed.GetValue(resume), parsed.GetRequiredValue(device), parsed.GetValue(cache) ?? place);
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            return run(settings, stop.Token);

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                stop.Cancel();
            }
        });
        return command;
    }

    private static int Joint(TrainSettings settings, CancellationToken stop)
    {
        var configuration = ConfigurationFile.Read<JointConfiguration>(settings.Config);
        using var features = configuration.Losses.Perceptual > 0 ? PerceptualFeatures.Load() : null;
        return Run(settings, configuration, device => new JointTraining(configuration, device, features is null ? null : features.to(device).call), stop);
    }

    private static int Gan(TrainSettings settings, CancellationToken stop)
    {
        var configuration = ConfigurationFile.Read<GanConfiguration>(settings.Config);
        return Run(settings, configuration, device => new GanTraining(configuration, device), stop);
    }

    private static int Encoder(TrainSettings settings, CancellationToken stop)
    {
        var configuration = ConfigurationFile.Read<EncoderConfiguration>(settings.Config);
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
        run(progress).Train(trainer, settings.Resume, stop);
        return 0;
    }

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
