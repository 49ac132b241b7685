using System.CommandLine;
using Glacier.Cli.Bench;
using Glacier.Cli.Output;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Comparison;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier compare-flow</c>: every flow method on the same pairs in one run.</summary>
internal static class CompareFlowCommand
{
    public static Command Create()
    {
        var methods = new Option<string[]>("--method")
        {
            Description = $"Methods of ours to compare: {string.Join(", ", FlowMethods.Names)}. Default: all.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder with perito-moreno. Default: $GLACIER_DATA, else ../shared/data; without it only simulated pairs are compared.", HelpName = "DIR" };
        var repeat = new Option<int>("--repeat") { Description = "Runs of each; the fastest one's seconds count.", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--out") { Description = "Also write the tables here, as Markdown.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("compare-flow", "Error and seconds of the flow methods, and of OpenCV's where python3-opencv is installed, on simulated pairs with known truth and on clear scenes.")
        {
            methods, data, repeat, output, json,
        };
        command.SetAction(parsed =>
        {
            var asked = (parsed.GetValue(methods) ?? []).SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToArray();
            var names = asked.Length == 0 ? FlowMethods.Names : asked;
            if (names.FirstOrDefault(name => !FlowMethods.Names.Contains(name)) is { } unknown)
            {
                throw new UsageException($"--method: found '{unknown}'; expected {string.Join(" or ", FlowMethods.Names)}");
            }

            var target = parsed.GetValue(output) is { } file ? CommonOptions.Target(file.FullName) : null;
            var reference = OpenCvFlow.Installed();
            var folder = DataFolder(parsed.GetValue(data));
            var scores = FlowComparison.Run([.. names.Select(ComparedMethod.OfProduct), .. reference], folder, Math.Max(parsed.GetValue(repeat), 1), what => Console.Error.WriteLine(what));
            var lines = FlowComparison.Tables(scores).ToList();
            if (reference.Count == 0)
            {
                lines.AddRange(["", "OpenCV: not installed (Debian's python3-opencv)."]);
            }

            if (folder is null)
            {
                lines.AddRange(["", "Perito Moreno: no data folder; give it with --data DIR."]);
            }

            if (target is not null)
            {
                File.WriteAllLines(target, lines);
            }

            if (parsed.GetValue(json))
            {
                Report.Write(true, scores, []);
            }
            else
            {
                lines.ForEach(Console.Out.WriteLine);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string? DataFolder(DirectoryInfo? given)
    {
        if (given is { Exists: false })
        {
            throw new UsageException($"--data: {given}: no such folder");
        }

        var folder = given?.FullName ?? Environment.GetEnvironmentVariable("GLACIER_DATA") ?? Path.Combine(Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? ".", "..", "shared", "data");
        return Directory.Exists(Path.Combine(folder, "perito-moreno")) ? folder : null;
    }
}
