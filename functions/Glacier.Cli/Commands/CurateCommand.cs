using System.CommandLine;
using Glacier.Cli.Output;
using Glacier.Vision.Curation;
using Glacier.Vision.Onnx;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier curate FOLDER</c>: the photographs of a folder that suit training, with a reason for every file.</summary>
internal static class CurateCommand
{
    public static Command Create()
    {
        var usual = new CurationOptions();
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Photographs, in folders below as well; only read." };
        var labelled = new Option<DirectoryInfo?>("--labelled")
        {
            Description = "Labelled photographs, a folder for each label. Default: photos of the data beside the program, where there is one.",
            HelpName = "DIR",
        };
        var subject = new Option<string>("--subject") { Description = "The label looked for.", DefaultValueFactory = _ => usual.Subject };
        var words = new Option<string[]>("--words") { Description = "Texts of the subject, for CLIP.", AllowMultipleArgumentsPerToken = true, HelpName = "TEXT" };
        var otherWords = new Option<string[]>("--other-words") { Description = "Texts of what is not wanted, for CLIP.", AllowMultipleArgumentsPerToken = true, HelpName = "TEXT" };
        var threshold = new Option<double>("--threshold") { Description = "Least probability of the subject.", DefaultValueFactory = _ => usual.SubjectThreshold };
        var otherThreshold = new Option<double>("--other-threshold") { Description = "Greatest probability of anything else.", DefaultValueFactory = _ => usual.OtherThreshold };
        var neighbours = new Option<int>("--neighbours") { Description = "Labelled photographs that vote.", DefaultValueFactory = _ => usual.Neighbours };
        var share = new Option<double>("--neighbour-share") { Description = "Least part of their votes for the subject.", DefaultValueFactory = _ => usual.NeighbourShare };
        var smallest = new Option<int>("--smallest") { Description = "Least number of pixels on either side.", DefaultValueFactory = _ => usual.SmallestSide };
        var download = new Option<bool>("--download") { Description = "Fetch CLIP (about 420 MB, once) when it is not at hand; else a classifier of our own stands in." };
        var dots = new Option<bool>("--dots") { Description = "Points alone on the map, without small pictures." };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("curate", "Choose photographs for training: geometry, what is shown, likeness to labelled ones. Writes manifest.json, map.png and kept/; a stopped run goes on.")
        {
            folder, labelled, subject, words, otherWords, threshold, otherThreshold, neighbours, share, smallest, download, dots, output, json,
        };
        command.SetAction(parsed =>
        {
            var from = parsed.GetRequiredValue(folder);
            if (!from.Exists)
            {
                throw new UsageException($"FOLDER: {from}: no such folder");
            }

            var inside = Path.GetRelativePath(from.FullName, Path.GetFullPath(parsed.GetRequiredValue(output)));
            if (inside == "." || !(inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside)))
            {
                throw new UsageException("--out: lies in the folder of photographs, which is never written to; choose another");
            }

            var target = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), [], []);
            var options = new CurationOptions(
                parsed.GetRequiredValue(subject), NullIfEmpty(parsed.GetValue(words)), NullIfEmpty(parsed.GetValue(otherWords)),
                Within("--threshold", parsed.GetValue(threshold)), Within("--other-threshold", parsed.GetValue(otherThreshold)),
                AtLeastOne("--neighbours", parsed.GetValue(neighbours)), Within("--neighbour-share", parsed.GetValue(share)), AtLeastOne("--smallest", parsed.GetValue(smallest)));
            using var catalogue = ModelCatalogue.OfProgram();
            var examples = parsed.GetValue(labelled)?.FullName ?? OfTheData();
            var manifest = new Curator(CurationModels.From(catalogue, parsed.GetValue(download)), options, target).Run(
                from.FullName,
                examples is null ? null : LabelledPhotos.Find(examples, options.Subject),
                (title, work) => LongWork.Run(title, progress =>
                {
                    work(progress);
                    return 0;
                }),
                !parsed.GetValue(dots));
            var methods = manifest.Methods;
            Report.Write(
                parsed.GetValue(json),
                new { folder = target, manifest.Counts, methods.StandIn, methods.Subject, methods.Labelled, methods.HeldOutLabelAccuracy, methods.HeldOutSubjectAccuracy },
                [
                    ("curated", Report.FileName(target)),
                    .. manifest.Counts.Select(count => (count.Key, $"{count.Value}")),
                    ("judged by", methods.Subject),
                    .. methods.HeldOutSubjectAccuracy is { } accuracy
                        ? new[] { ("held out", $"{Report.Number(100 * accuracy, 1)} % right on {options.Subject} or not, {methods.Labelled} labelled photographs") }
                        : [],
                    ("a reason for each", Report.FileName(Path.Combine(target, Curator.ManifestName))),
                ]);
            return manifest.Photos.Any(photo => photo.Rejections.Any(rejection => rejection.Step == "reading" && rejection.Rule != "duplicate"))
                ? ExitCode.SomeQuarantined
                : ExitCode.Done;
        });
        return command;
    }

    private static string? OfTheData()
    {
        var data = Environment.GetEnvironmentVariable("GLACIER_DATA") is { Length: > 0 } given ? given : Path.Combine(ModelFiles.ProgramFolder(), "..", "..", "shared", "data");
        var photos = Path.GetFullPath(Path.Combine(data, "photos"));
        return Directory.Exists(photos) ? photos : null;
    }

    private static string[]? NullIfEmpty(string[]? values) => values is { Length: > 0 } ? values : null;

    private static double Within(string option, double value) =>
        value is >= 0 and <= 1 ? value : throw new UsageException(FormattableString.Invariant($"{option}: found {value}; expected 0 to 1"));

    private static int AtLeastOne(string option, int value) => value >= 1 ? value : throw new UsageException($"{option}: found {value}; expected 1 or more");
}
