using System.Text.Json;
using Glacier.Cli.Output;
using Glacier.Vision.Onnx;
using Glacier.Vision.Outlines.Calibration;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;

namespace Glacier.Cli.Commands;

/// <summary>Outline methods on the same tiles: one table, the reliability diagrams, pictures of what is confused, and on request the calibration.</summary>
internal static class OutlineMeasurement
{
    public static int Run(DirectoryInfo tiles, IReadOnlyList<OutlineMethod> methods, string part, string? within, string? calibrate, string output, bool asJson)
    {
        if (!Directory.Exists(Path.Combine(tiles.FullName, "images")))
        {
            throw new UsageException($"--evaluate: {tiles}: no folder images in it");
        }

        if (calibrate is not null && (part != "validation" || methods.Count != 1))
        {
            throw new UsageException("--calibrate: fits one --method on --part validation, so that the figures of the test part stay honest");
        }

        var all = OutlineTile.List(tiles.FullName, within: within is null ? null : ReferenceArea.Open(within));
        var chosen = part switch
        {
            "all" => all,
            "test" => Of(OutlinePart.Test),
            "validation" => Of(OutlinePart.Validation),
            "train" => Of(OutlinePart.Train),
            _ => throw new UsageException($"--part: found '{part}'; expected test, validation, train or all"),
        };
        if (chosen.Count == 0)
        {
            throw new UsageException($"--part: no tile of {all.Count} is of the part '{part}' (strips of map x, see docs/outlines.md); --part all takes every one");
        }

        var folder = CommonOptions.TargetFolder(output, ["evaluation.md", "evaluation.json"], []);
        var evaluations = methods.Select(method => LongWork.Run(method.Name, progress => OutlineEvaluation.Of(chosen, method, progress))).ToList();
        File.WriteAllText(Path.Combine(folder, "evaluation.md"), EvaluationTable.Markdown(evaluations));
        File.WriteAllText(Path.Combine(folder, "evaluation.json"), EvaluationTable.Json(evaluations) + "\n");
        for (var k = 0; k < methods.Count; k++)
        {
            ReliabilityPicture.SavePng(evaluations[k].Raw, evaluations[k].Calibrated, Path.Combine(folder, $"reliability_{methods[k].Name}.png"), $"{methods[k].Name}, {chosen.Count} tiles ({part})");
            EvaluationPicture.SavePng(chosen, evaluations[k], methods[k], Path.Combine(folder, $"examples_{methods[k].Name}.png"));
        }

        if (calibrate is not null)
        {
            WriteKnots(calibrate, evaluations[0].Fit());
        }

        foreach (var broken in evaluations[0].Left)
        {
            Console.Error.WriteLine("glacier: left out: " + broken.Message);
        }

        Console.Out.Write(asJson ? EvaluationTable.Json(evaluations) + "\n" : EvaluationTable.Markdown(evaluations));
        return evaluations[0].Left.Count > 0 ? ExitCode.SomeQuarantined : ExitCode.Done;

        List<OutlineTile> Of(OutlinePart wanted) => [.. all.Where(tile => tile.Part == wanted)];
    }

    private static void WriteKnots(string path, IsotonicMap map)
    {
        if (File.Exists(path))
        {
            (ModelCard.Read(path) with { Calibration = map.Knots }).Write(path);
            return;
        }

        File.WriteAllText(CommonOptions.Target(path), JsonSerializer.Serialize(map.Knots) + "\n");
    }
}
