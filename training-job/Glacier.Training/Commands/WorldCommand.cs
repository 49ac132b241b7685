using Glacier.Terrain;
using Glacier.Terrain.Views;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.World;
using Glacier.Training.Evaluation;
using Glacier.Training.Evaluation.World;
using Glacier.Training.Loops;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery3d;
using TorchSharp;

namespace Glacier.Training.Commands;

/// <summary><c>train world</c>: the 3D path.</summary>
internal static class WorldCommand
{
    // of the orbit that consistency is measured on
    private static readonly (double Azimuth, double Elevation) s_sun = (150, 40);

    public static int Train(TrainSettings settings, WorldConfiguration configuration, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var preparing = new Progress(Console.Error, "worlds", false);
        using var models = ModelCatalogue.OfProgram();
        var teacher = configuration.Losses.Teacher > 0 ? WorldTeacher.Bundled(models) : null;
        using var cache = WorldCache.Open(
            configuration.Data, configuration.Networks.PictureSize, settings.Data, settings.Cache, configuration.Seed, teacher, line =>
            {
                stop.ThrowIfCancellationRequested();
                preparing.Say(line);
            });
        using var pictures = configuration.Losses.Adversarial > 0 && configuration.Data.Photographs is { } photographs ? PictureCache.Open(photographs, settings.Data, settings.Cache, Sky.Finder(), (_, _) => stop.ThrowIfCancellationRequested()) : null;
        var real = pictures is null ? null : new TrainingData(configuration.Data.Photographs!, pictures, configuration.Seed);
        var data = new WorldData(configuration.Data, configuration.Networks.PictureSize, cache, real, configuration.Seed);
        using var features = configuration.Losses.Perceptual > 0 ? PerceptualFeatures.Load() : null;
        return TrainCommand.Train(
            settings, configuration, $"{data.WorldCount:N0} worlds, {real?.TrainingCount ?? 0:N0} photographs",
            device => new WorldTraining(configuration, device, features is null ? null : features.to(device).call) { Gallery = data.Gallery() },
            progress => new TrainingRun<WorldBatch>(configuration, data, pictures?.SplitHash ?? "none", settings.Output, progress)
            {
                SampleMethod = "painted by networks in training, beneath what the 2D path painted: validation views, the rays' own colours, one camera in all years, an orbit",
                ShownTerms = ["g.teacher", "g.perceptual", "g.adversarial", "d.adversarial", "g.opacity"],
            },
            stop);
    }

    /// <summary>Whether a folder holds a run of this kind, by its configuration.</summary>
    public static bool IsRun(string run) => RunKind.Of(run) == "world";

    /// <summary>Judges the averaged networks of runs; writes the report and prints the table. Photographs and the ground of the orbit are the first run's that names some.</summary>
    /// <param name="runs">Folders of the runs.</param>
    /// <param name="root">Folder of the data.</param>
    /// <param name="cacheFolder">Folder of the caches; null: each run's own.</param>
    /// <param name="output">Report; null: in the first run's folder.</param>
    /// <param name="stop">Ends it.</param>
    public static int Evaluate(IReadOnlyList<string> runs, string root, string? cacheFolder, string? output, CancellationToken stop)
    {
        torch.set_num_threads(1);
        using var network = PerceptualNetwork.Load(torch.CPU, root);
        using var models = ModelCatalogue.OfProgram();
        var teacher = WorldTeacher.Bundled(models);
        var judged = runs.Select(Read).ToArray();
        var (named, _, _, naming) = judged.FirstOrDefault(run => run.Configuration.Data.Photographs is not null);
        using var pictures = naming is null ? null : PictureCache.Open(naming.Data.Photographs!, root, cacheFolder ?? named, Sky.Finder(), (_, _) => stop.ThrowIfCancellationRequested());
        var photographs = pictures is null ? null : new TrainingData(naming!.Data.Photographs!, pictures, naming.Seed);
        var surface = WorldPlaces.Of(judged[0].Configuration.Data, root).First();
        var ground = new TerrainWorld(surface.Dem, surface.Ice, new WorldLight(s_sun.Azimuth, s_sun.Elevation, SnowLine.Of(surface.Dem, surface.Ice)));
        var figures = new List<RunFigures>();
        foreach (var (run, checkpoint, state, configuration) in judged)
        {
            stop.ThrowIfCancellationRequested();
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));
            var progress = new Progress(Console.Error, name, false);
            using var networks = WorldTraining.Read(checkpoint, configuration.Networks);
            using var cache = WorldCache.Open(configuration.Data, configuration.Networks.PictureSize, root, cacheFolder ?? run, configuration.Seed, configuration.Losses.Teacher > 0 ? teacher : null, progress.Say);
            var (judge, found) = (new WorldJudge(networks, configuration.Data.Sampling, network), new Dictionary<string, double>());
            var count = judge.Pictures(new WorldData(configuration.Data, configuration.Networks.PictureSize, cache, null, configuration.Seed), photographs, configuration.Data.Styles, found);
            judge.Orbit(ground, teacher, configuration.Data.Cell, found);
            figures.Add(new(name, configuration.Networks.Conditional ? "conditional" : "unconditional", configuration.Networks.PictureSize, TerrainWorld.LayoutNames, count, pictures?.SplitHash ?? "none", state.Step, state.Images, state.Files, found));
        }

        var report = new EvaluationReport(
            new(
                PerceptualNetwork.Name, network.Sha256, "none", "", "none",
                $"each held-out view in all looks of its world, three squares of it; orbit: {surface.Name}, pairs of frames 7.5° apart, the second brought onto the first by true depth"), figures);
        var target = output ?? Path.Combine(runs[0], "evaluation.json");
        report.Write(target);
        foreach (var line in report.Table())
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"report: {target}");
        return 0;

        static (string Run, string Checkpoint, CheckpointState State, WorldConfiguration Configuration) Read(string run)
        {
            var checkpoint = CheckpointStore.Find(run)
                ?? throw new InvalidInputException(run, "no-checkpoint", "no complete checkpoint", "the output folder of a world run", "Train first (train world), or give the run's own folder.");
            var state = CheckpointStore.Read(checkpoint);
            return (run, checkpoint, state, WorldTraining.ConfigurationOf(state));
        }
    }
}
