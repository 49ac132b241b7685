using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Evaluation;
using Glacier.Training.Evaluation.Panorama;
using Glacier.Training.Loops;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Panorama;
using Glacier.Vision.Metrics;
using Glacier.Vision.Onnx;
using TorchSharp;

namespace Glacier.Training.Commands;

/// <summary>Sat2Density: <c>train panorama</c>, and what <c>evaluate</c> and <c>export</c> do with such a run.</summary>
internal static class PanoramaCommand
{
    private const string Licence = "the project's own weights";

    private const string SimulatedPairs = "Simulated glaciers of this project, seen by a satellite and from the ground, both rendered.";

    public static int Train(TrainSettings settings, PanoramaConfiguration configuration, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var (preparing, last) = (new Progress(Console.Error, "simulated pairs", !Console.IsErrorRedirected), 0);
        var data = PanoramaData.Open(configuration.Data, configuration.Seed, configuration.PaintedShare, settings.Data, settings.Cache, (done, of) =>
        {
            preparing.Step(done - last, done, of, null, "made");
            last = done;
            stop.ThrowIfCancellationRequested();
        });
        using var features = configuration.Losses.Perceptual > 0 ? PerceptualFeatures.Load() : null;
        return TrainCommand.Train(
            settings, configuration, data.Report, device => new PanoramaTraining(configuration, device, features is null ? null : features.to(device).call),
            progress => new TrainingRun<PanoramaBatch>(configuration, data, data.SplitHash, settings.Output, progress)
            {
                SampleMethod = "tiles; below each from above its true panorama, those of a network in training of the tile alone and of the known ground, the guessed opacity and nearness",
                ShownTerms = ["g.l1", "g.opacity", "g.ground", "g.skyline"],
            },
            stop);
    }

    /// <summary>Whether a folder holds a run of this kind, by its configuration.</summary>
    public static bool IsRun(string run) => RunKind.Of(run) == "panorama";

    /// <summary>Judges the averaged networks of runs on their validation pairs; writes the report and prints the table.</summary>
    public static int Evaluate(IReadOnlyList<string> runs, string root, string? cache, string? output, int most, CancellationToken stop)
    {
        var heads = Path.Combine(root, "weights");
        using var lpips = File.Exists(Path.Combine(heads, "lpips_v0.1_squeeze.pth")) ? Lpips.Load(ModelCatalogue.OfProgram(), "squeeze", heads) : null;
        var figures = new List<RunFigures>();
        foreach (var run in runs)
        {
            var checkpoint = Newest(run);
            var (density, render, configuration, state) = PanoramaTraining.Read(checkpoint);
            using (density)
            using (render)
            {
                var data = PanoramaData.Open(configuration.Data, configuration.Seed, configuration.PaintedShare, root, cache ?? run);
                var (judge, progress) = (new PanoramaJudge(density, render, lpips), new Progress(Console.Error, Path.GetFileName(Path.TrimEndingDirectorySeparator(run)), !Console.IsErrorRedirected));
                var sky = data.Validate(0, 1).Illumination;
                var count = Math.Min(most, data.Validation.Count);
                for (var i = 0; i < count; i++)
                {
                    stop.ThrowIfCancellationRequested();
                    judge.Add(data.Validate(i, 1), sky);
                    progress.Step(1, i + 1, count, null, "judged");
                }

                var weights = new[] { "density-average", "render-average" }.ToDictionary(name => name, name => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(TrainerFiles.PathOf(checkpoint, name)))));
                figures.Add(new(
                    Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run))), "panorama", configuration.Data.Simulated.Width, ["tile"], count, data.SplitHash, state.Step, state.Images, weights, judge.Figures));
            }
        }

        var report = new EvaluationReport(
            new(
                lpips is null ? "none" : Lpips.ScoreName, ModelCard.Read(Path.Combine(ModelFiles.ProgramFolder(), PerceptualFeatures.Model + ".json")).Sha256, "none", "", "none",
                "no prefix: the tile alone, under the true panorama's sky; fixed: under the first validation panorama's sky; known: the known ground under the true panorama's sky"), figures);
        var target = output ?? Path.Combine(runs[0], "evaluation.json");
        report.Write(target);
        foreach (var line in report.Table())
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"report: {target}");
        return 0;
    }

    /// <summary>Writes the averaged networks of a run as the models that the product runs.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="checkpoint">Its newest checkpoint.</param>
    /// <param name="folder">Folder of models.</param>
    /// <param name="precision">Precision of the weights in the file.</param>
    /// <param name="figures">Figures for the cards.</param>
    public static void Export(string run, string checkpoint, string folder, WeightPrecision precision, IReadOnlyDictionary<string, double> figures)
    {
        var (density, render, configuration, state) = PanoramaTraining.Read(checkpoint);
        using (density)
        using (render)
        {
            var (volume, simulated) = (configuration.Volume, configuration.Data.Simulated);
            var isSimulated = configuration.Data.Source == PanoramaSource.Simulated;
            var card = new PanoramaCard(
                volume.Bottom, volume.Top, volume.Slices + 1, volume.Samples, volume.RayLength, isSimulated ? simulated.EyeHeight : StreetViewPairs.EyeHeight,
                isSimulated ? (simulated.LeastSide + simulated.GreatestSide) / 2 : configuration.Data.Side, simulated.Width, simulated.Height);
            var notes = new ModelNotes(Licence, isSimulated ? SimulatedPairs : $"pairs of the set {configuration.Data.Source}, whose terms hold", figures, Steps: state.Step, Config: configuration, Panorama: card);
            foreach (var written in new[]
            {
                ModelExport.Write(folder, DensityNetExport.ModelName, DensityNetExport.Export(density, precision), DensityNetExport.Meanings, notes),
                ModelExport.Write(folder, RenderNetExport.ModelName, RenderNetExport.Export(render, precision), RenderNetExport.Meanings, notes),
            })
            {
                Console.WriteLine($"{Path.Combine(folder, written.File)}  {new FileInfo(Path.Combine(folder, written.File)).Length / 1e6:0.00} MB  {state.Images:N0} pairs seen by {Path.GetFileName(Path.TrimEndingDirectorySeparator(run))}");
            }
        }
    }

    private static string Newest(string run) => new CheckpointStore(Path.Combine(run, "checkpoints")).Newest
        ?? throw new InvalidInputException(run, "no-checkpoint", "no complete checkpoint", "the output folder of a panorama run", "Train first (train panorama), or give the run's own folder.");
}
