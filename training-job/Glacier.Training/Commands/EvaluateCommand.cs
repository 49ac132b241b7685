using System.CommandLine;
using Glacier.Training.Data;
using Glacier.Training.Evaluation;
using Glacier.Training.Loops;
using Glacier.Vision.Onnx;
using Glacier.Vision.Segmentation;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary><c>evaluate --run DIR…</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var runs = new Option<string[]>("--run") { Description = "Output folder of a joint, encoder, outline, panorama or world run; several of a kind are judged side by side.", HelpName = "DIR", Required = true, AllowMultipleArgumentsPerToken = true };
        var data = new Option<string?>("--data") { Description = "Folder that the photo folders are below. Default: $GLACIER_DATA, else ../shared/data.", HelpName = "DIR" };
        var cache = new Option<string?>("--cache") { Description = "Folder of the picture cache. Default: the run's folder.", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Report to write. Default: evaluation.json in the first run's folder.", HelpName = "FILE" };
        var pictures = new Option<int>("--pictures") { Description = "At most so many validation pictures.", HelpName = "N", DefaultValueFactory = _ => int.MaxValue };
        var device = new Option<string>("--device") { Description = "cpu, or cuda:0 and so on.", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };
        var years = new Option<string?>("--years") { Description = "A glacier's products, as glacier demo or pull writes them: temporal stability between its years.", HelpName = "DIR" };
        var part = new Option<string>("--part") { Description = "Tiles that an outline run is judged on.", DefaultValueFactory = _ => "validation" };
        part.AcceptOnlyFromAmong("train", "validation", "test");
        var command = new Command("evaluate", "Judge trained networks on what they were not trained on.") { runs, data, cache, output, pictures, device, part, years };
        command.SetAction((parsed, stop) =>
        {
            var (folders, root, target) = (parsed.GetRequiredValue(runs), TrainCommand.DataFolder(parsed.GetValue(data)), TrainCommand.DeviceOf(parsed.GetRequiredValue(device)));
            if (PanoramaCommand.IsRun(folders[0]))
            {
                return Task.FromResult(PanoramaCommand.Evaluate(folders, root, parsed.GetValue(cache), parsed.GetValue(output), parsed.GetValue(pictures), stop));
            }

            if (WorldCommand.IsRun(folders[0]))
            {
                return Task.FromResult(WorldCommand.Evaluate(folders, root, parsed.GetValue(cache), parsed.GetValue(output), stop));
            }

            return Task.FromResult(OutlineCommand.IsRun(folders[0])
                ? OutlineCommand.Evaluate(folders, root, parsed.GetValue(output), parsed.GetRequiredValue(part), target, stop)
                : Run(folders, root, parsed.GetValue(cache), parsed.GetValue(output), parsed.GetValue(pictures), target, parsed.GetValue(years), stop));
        });
        return command;
    }

    private static int Run(string[] runs, string data, string? cacheFolder, string? output, int most, Device device, string? products, CancellationToken stop)
    {
        if (most < 2)
        {
            throw new ArgumentException($"--pictures: found {most}; expected 2 or more");
        }

        set_num_threads(Environment.ProcessorCount);
        using var network = PerceptualNetwork.Load(device, data);
        var sky = Sky.Finder();
        var evaluator = new Evaluator(network, sky, device);
        var figures = new List<RunFigures>();
        var glaciers = new Dictionary<int, GlacierYears>();
        foreach (var run in runs)
        {
            using var scenery = TrainedScenery.Open(run, device);
            using var cache = PictureCache.Open(scenery.Configuration.Data, data, cacheFolder ?? run, sky);
            var pairs = new TrainingData(scenery.Configuration.Data, cache, scenery.Configuration.Seed);
            var progress = new Progress(Console.Error, Path.GetFileName(Path.TrimEndingDirectorySeparator(run)), !Console.IsErrorRedirected);
            var last = 0;
            var judged = evaluator.Judge(scenery, pairs, cache.SplitHash, most, (done, of) =>
            {
                stop.ThrowIfCancellationRequested();
                progress.Step(done - last, done, of, null, "judged");
                last = done;
            });
            if (products is not null)
            {
                var series = glaciers.TryGetValue(judged.Resolution, out var known) ? known : glaciers[judged.Resolution] = GlacierYears.Read(products, judged.Resolution);
                judged = judged with { Figures = judged.Figures.Concat(YearStability.Judge(scenery, series, sky)).ToDictionary() };
            }

            figures.Add(judged);
        }

        var report = new EvaluationReport(Protocol(network) with { Years = glaciers.Values.FirstOrDefault()?.Description }, figures);
        var target = output ?? Path.Combine(runs[0], "evaluation.json");
        report.Write(target);
        foreach (var line in report.Table())
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"report: {target}");
        return 0;
    }

    private static EvaluationProtocol Protocol(PerceptualNetwork network) => new(
        PerceptualNetwork.Name, network.Sha256, SkySegmenter.ModelName, ModelCard.Read(Path.Combine(ModelFiles.ProgramFolder(), SkySegmenter.ModelName + ".json")).Sha256,
        "box where the cache reduces a photograph, then bicubic with a kernel as wide as the reduction, of the largest centred square",
        "l1, l2, perceptual and identity: the photograph's own style (joint), the contour's latents (W+ only); set distances, skyline, temporal change and years: the style of a validation photograph drawn per picture (joint), finer layers of a random style (W+ only)");
}
