using Glacier.Training.Configuration;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Evaluation.Outlines;
using Glacier.Training.Loops;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Outlines;
using Glacier.Vision.Outlines.Evaluation;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary>GlaViTU: <c>train outline</c>, and what <c>evaluate</c> and <c>export</c> do with such a run.</summary>
internal static class OutlineCommand
{
    private const string ModelName = "glavitu";

    private const string Licence = "the project's own weights; the training tiles' terms are in trainingData";

    private const string TrainingData =
        "Sentinel-2 tiles of Swiss glaciers, B2 B3 B4 B8 at 10 m, July to September (modified Copernicus Sentinel data), masks after the Swiss Glacier Inventory 2016 (GLAMOS), from a repository without a licence; "
        + "scenes of simulated glaciers. The tiles are not part of the weights' licence.";

    public static int Train(TrainSettings settings, OutlineConfiguration configuration, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var data = OutlineSources.Open(configuration, settings.Data, Console.Error.WriteLine, stop);
        return TrainCommand.Train(
            settings, configuration, data.Report, device => new OutlineTraining(configuration, device),
            progress => new TrainingRun<OutlineBatch>(configuration, data, data.SplitHash, settings.Output, progress)
            {
                SampleMethod = "scene in false colour, its mask, the probability of ice by a network in training, what it found wrongly (red) and missed (blue)",
                ShownTerms = ["focal", "focal.deep", "learning-rate"],
            },
            stop);
    }

    /// <summary>Whether a folder holds a run of this kind, by its configuration.</summary>
    public static bool IsRun(string run) => RunKind.Of(run) == "outline";

    /// <summary>Judges the best weights of runs on the tiles of a part; writes the report and prints the table.</summary>
    public static int Evaluate(IReadOnlyList<string> runs, string root, string? output, string partName, Device device, CancellationToken stop)
    {
        var part = Enum.Parse<OutlinePart>(partName, ignoreCase: true);
        var evaluations = new List<OutlineEvaluation>();
        foreach (var run in runs)
        {
            var (network, configuration, _) = OutlineTraining.Best(run);
            using (network)
            {
                var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));
                foreach (var folder in configuration.Data.Folders)
                {
                    stop.ThrowIfCancellationRequested();
                    var method = TrainedOutlines.Method(configuration.Data.Folders.Count == 1 ? name : $"{name} {folder.Path}", network, device, configuration.Data.Regions.ToList().IndexOf(folder.Region ?? ""));
                    evaluations.Add(OutlineEvaluation.Of([.. OutlineSources.Tiles(root, folder).Where(tile => tile.Part == part)], method));
                }
            }
        }

        var target = output ?? Path.Combine(runs[0], $"evaluation-{partName}.json");
        File.WriteAllText(target, EvaluationTable.Json(evaluations));
        Console.WriteLine(EvaluationTable.Markdown(evaluations));
        Console.WriteLine($"report: {target}");
        return 0;
    }

    /// <summary>Writes the best weights of a run as the model that the product runs.</summary>
    public static void Export(string run, string folder, WeightPrecision weights)
    {
        var (network, configuration, state) = OutlineTraining.Best(run);
        using (network)
        {
            var figures = new Dictionary<string, double>
            {
                ["imagesSeen"] = state.Numbers["best.images"],
                ["trainingSeconds"] = Math.Round(state.Seconds),
                ["validationIou"] = state.Numbers["best.iou"],
            };
            var notes = new ModelNotes(Licence, TrainingData, figures, configuration.Data.Channels, state.Step, configuration);
            var card = ModelExport.Write(folder, ModelName, GlavituExport.Export(network, weights), GlavituExport.Meanings, notes);
            Console.WriteLine(FormattableString.Invariant(
                $"{Path.Combine(folder, card.File)}  {new FileInfo(Path.Combine(folder, card.File)).Length / 1e6:0.00} MB  {figures["imagesSeen"]:N0} windows seen, IoU {figures["validationIou"]:F3} on the validation windows"));
        }
    }
}
