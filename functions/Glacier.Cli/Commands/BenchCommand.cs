using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Glacier.Cli.Bench;
using Glacier.Cli.Output;
using Spectre.Console;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier bench</c>: seconds and memory of the hot paths, each measured in a process of its own so that peaks do not mix.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Only this row, in this process.", HelpName = "NAME" };
        var repeat = new Option<int>("--repeat") { Description = "Runs of each row; the best one counts.", DefaultValueFactory = _ => 3 };
        var json = CommonOptions.Json();
        var command = new Command("bench", "Time and memory of the hot paths on this machine, beside the reference where one is installed.") { only, repeat, json };
        command.SetAction(parsed =>
        {
            var folder = Path.Combine(Local.LocalStackState.DefaultFolder, "bench");
            Directory.CreateDirectory(folder);
            if (parsed.GetValue(only) is { } name)
            {
                var row = Benchmarks.All.SingleOrDefault(benchmark => benchmark.Name == name)
                    ?? throw new UsageException($"--only: found '{name}'; expected one of {string.Join(", ", Benchmarks.All.Select(benchmark => benchmark.Name))}");
                Console.Out.WriteLine(JsonSerializer.Serialize(row.Run(folder, parsed.GetValue(repeat))));
                return ExitCode.Done;
            }

            var results = Benchmarks.All.Select(benchmark => RunAlone(benchmark.Name, parsed.GetValue(repeat))).ToList();
            var peer = WholeFileReference.Run(folder);
            if (parsed.GetValue(json))
            {
                Report.Write(true, new { processors = Environment.ProcessorCount, results, reference = peer }, []);
                return ExitCode.Done;
            }

            var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "seconds", "peak memory", "rate", "bar");
            foreach (var result in results.Concat(peer is null ? [] : [peer]))
            {
                table.AddRow(Markup.Escape(result.What), Report.Number(result.Seconds), $"{result.PeakMegabytes:N0} MB", Markup.Escape(result.Rate), Markup.Escape(result.Bar));
            }

            if (Console.IsOutputRedirected)
            {
                AnsiConsole.Profile.Width = 160;
            }

            AnsiConsole.Write(table);
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors; best of {parsed.GetValue(repeat)}; each row in a process of its own")
                + (peer is null ? "; python3-gdal and python3-scipy are not installed, so the row of the reference is missing" : ""));
            return ExitCode.Done;
        });
        return command;
    }

    private static BenchmarkResult RunAlone(string name, int repeat)
    {
        var program = Local.BackgroundStack.ThisProgram();
        var start = new ProcessStartInfo(program[0]) { RedirectStandardOutput = true };
        foreach (var argument in program.Skip(1).Concat(["bench", "--only", name, "--repeat", repeat.ToString(CultureInfo.InvariantCulture)]))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<BenchmarkResult>(output)!
            : throw new InvalidOperationException($"bench --only {name} ended with exit code {process.ExitCode}");
    }
}
