using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Evaluation;
using Glacier.Training.Loops;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Scenery;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary><c>export</c>: the newest checkpoint of a run as ONNX files with their cards.</summary>
internal static class ExportCommand
{
    private const int StyleCount = 12;

    private const string Licence = "the project's own weights; the training photographs' terms are in trainingData";

    private const string TrainingData =
        "Intel image classification set, glacier and mountain photographs, 100 × 100 px (no licence stated); mountains-1024 (Unsplash photographs). Sky by skyseg_u2netp (MIT). The pictures are not part of the weights' licence.";

    public static Command Create()
    {
        var run = new Argument<string>("run") { Description = "Folder of a training run.", HelpName = "DIR" };
        var target = new Option<string>("--to") { Description = "Folder of models.", HelpName = "DIR", DefaultValueFactory = _ => "models" };
        var precision = new Option<string>("--weights") { Description = "Precision of the weights in the file.", DefaultValueFactory = _ => "fp16" };
        precision.AcceptOnlyFromAmong("fp16", "fp32");
        var figures = new Option<string?>("--metrics") { Description = "Report of glacier evaluate whose figures go onto the card.", HelpName = "JSON" };
        var data = new Option<string?>("--data") { Description = "Folder of the photographs, as for glacier train; the typical styles are read off those kept for validation.", HelpName = "DIR" };
        var cache = new Option<string?>("--cache") { Description = "Folder of the picture cache. Default: the run's.", HelpName = "DIR" };
        var command = new Command("export", "Write the newest checkpoint of a joint run as scenery-joint and scenery-style, of a flow run as flow-raft-small, the best weights of an outline run as glavitu, or a panorama run as panorama-density and panorama-render, ONNX and card each.") { run, target, precision, figures, data, cache };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(run);
            var checkpoint = new CheckpointStore(Path.Combine(folder, "checkpoints")).Newest
                ?? throw new InvalidInputException(folder, "no-checkpoint", "no complete checkpoint", "a folder that glacier train wrote", "Train first, or give the run's own folder.");
            var state = CheckpointStore.Read(checkpoint);
            var weights = parsed.GetValue(precision) == "fp16" ? WeightPrecision.Float16 : WeightPrecision.Float32;
            var kind = (string?)JsonNode.Parse(state.Configuration)?["kind"];
            if (kind == "flow")
            {
                FlowExport.Write(folder, checkpoint, state, parsed.GetRequiredValue(target), weights);
                return;
            }

            if (kind == "outline")
            {
                OutlineCommand.Export(folder, parsed.GetRequiredValue(target), weights);
                return;
            }

            if (kind == "panorama")
            {
                PanoramaCommand.Export(folder, checkpoint, parsed.GetRequiredValue(target), weights, Figures(folder, parsed.GetValue(figures), state));
                return;
            }

            var configuration = JsonSerializer.Deserialize<JointConfiguration>(state.Configuration, JsonSerializerOptions.Web);
            if (configuration is not { Kind: "joint" })
            {
                throw new InvalidInputException(folder, "run-kind", kind ?? "none", "joint, flow, outline or panorama", "Only these are run by the product.");
            }

            var metrics = Figures(folder, parsed.GetValue(figures), state);
            var notes = new ModelNotes(Licence, TrainingData, metrics, configuration.Data.Channels, state.Step, configuration);
            using var constant = no_grad();
            using var generator = new JointGenerator(configuration.NetworkOptions());
            generator.load(Path.Combine(checkpoint, "generator-average.dat"));
            using var encoder = new StyleEncoder(configuration.NetworkOptions());
            encoder.load(Path.Combine(checkpoint, "style-encoder.dat"));
            var styles = Styles(encoder, configuration.Data, configuration.Seed, TrainCommand.DataFolder(parsed.GetValue(data)), parsed.GetValue(cache) ?? folder);
            var to = parsed.GetRequiredValue(target);
            var painter = ModelExport.Write(to, "scenery-joint", JointGeneratorExport.Export(generator, weights), JointGeneratorExport.Meanings, notes with { Styles = styles });
            var reader = ModelExport.Write(to, "scenery-style", StyleEncoderExport.Export(encoder, weights), StyleEncoderExport.Meanings, notes with { Channels = null });
            foreach (var card in new[] { painter, reader })
            {
                Console.WriteLine($"{Path.Combine(to, card.File)}  {new FileInfo(Path.Combine(to, card.File)).Length / 1e6:0.00} MB  {state.Images:N0} images seen");
            }
        });
        return command;
    }

    private static IReadOnlyList<float[]> Styles(StyleEncoder encoder, DataConfiguration configuration, int seed, string data, string cacheFolder)
    {
        using var cache = PictureCache.Open(configuration, data, cacheFolder, Sky.Finder());
        var pictures = new TrainingData(configuration, cache, seed);
        var codes = new List<float[]>();
        for (var i = 0; i < pictures.Validation.Count; i++)
        {
            using var scope = NewDisposeScope();
            codes.Add(Tensors.Values(encoder.call(Tensors.Of(pictures.Validate(i, 1), CPU).Picture).Mean));
        }

        return [.. TypicalStyles.Choose(codes, StyleCount).Select(i => codes[i])];
    }

    private static Dictionary<string, double> Figures(string run, string? report, CheckpointState state)
    {
        var figures = new Dictionary<string, double> { ["imagesSeen"] = state.Images, ["trainingSeconds"] = Math.Round(state.Seconds) };
        if (EarlierRuns.Before(state) is { Images: > 0 } before)
        {
            figures["imagesSeenBefore"] = before.Images;
            figures["trainingSecondsBefore"] = Math.Round(before.Seconds);
        }

        if (report is null)
        {
            return figures;
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));
        var judged = (JsonNode.Parse(File.ReadAllText(report))?["runs"] as JsonArray)?.FirstOrDefault(each => (string?)each?["run"] == name && (long?)each["step"] == state.Step);
        if (judged?["figures"] is not JsonObject measured)
        {
            throw new InvalidInputException(Path.GetFileName(report), "report-of-another-run", $"no figures of {name} at step {state.Step}", "a report of glacier evaluate on this run's newest checkpoint", "Evaluate the run again.");
        }

        foreach (var (figure, value) in measured)
        {
            figures[figure] = (double)value!;
        }

        return figures;
    }
}
