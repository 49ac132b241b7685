using System.CommandLine;
using Glacier.Cli.Output;
using Glacier.Terrain.Simulation;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier simulate --out DIR</c>: dated DEMs of a simulated receding glacier, with the truth beside them.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var output = CommonOptions.OutFolder();
        var years = new Option<string>("--years") { Description = "Years to survey.", HelpName = "FIRST..LAST:STEP", DefaultValueFactory = _ => "1950..2020:10" };
        var size = new Option<int>("--size") { Description = "Pixels along each side, 32 to 2048.", DefaultValueFactory = _ => 256 };
        var cell = new Option<double>("--cell") { Description = "Pixel size in metres, 2 to 400; the whole is 3 to 40 km wide.", DefaultValueFactory = _ => 25 };
        var seed = new Option<int>("--seed") { Description = "Another number, another mountain.", DefaultValueFactory = _ => 7 };
        var clean = new Option<bool>("--clean") { Description = "No noise and no misregistration in the DEMs." };
        var json = CommonOptions.Json();
        var command = new Command("simulate", "A valley glacier by the shallow-ice approximation that recedes under a rising equilibrium line: dated DEMs and the truth beside them.")
        {
            output, years, size, cell, seed, clean, json,
        };
        command.SetAction(parsed =>
        {
            var options = Understood(parsed.GetRequiredValue(years), parsed.GetValue(size), parsed.GetValue(cell), parsed.GetValue(seed), parsed.GetValue(clean));
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), [], []);
            var glacier = LongWork.Run("simulating the glacier", progress => GlacierSimulation.Run(options, progress));
            SimulationWriter.Write(glacier, folder);
            var residual = glacier.Years.Max(year => Math.Abs(year.Ledger.RelativeResidual));
            var first = glacier.Years[0];
            var last = glacier.Years[^1];
            Report.Write(parsed.GetValue(json), new
            {
                folder,
                years = glacier.Years.Select(year => new { year.Year, volume_km3 = year.Volume / 1e9, area_km2 = year.Area / 1e6, length_m = year.Length }),
                mass_residual = residual,
            },
            [
                ("written to", Report.FileName(folder)),
                ("years", string.Join(' ', glacier.Years.Select(year => year.Year))),
                ("area", $"{Report.Number(first.Area / 1e6)} → {Report.Number(last.Area / 1e6)} km²"),
                ("volume", $"{Report.Number(first.Volume / 1e9, 3)} → {Report.Number(last.Volume / 1e9, 3)} km³"),
                ("length", $"{Report.Number(first.Length, 0)} → {Report.Number(last.Length, 0)} m"),
                ("mass not accounted for", $"{residual:E1} of the volume"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static SimulationOptions Understood(string years, int size, double cell, int seed, bool clean)
    {
        try
        {
            var options = new SimulationOptions(YearRange.Parse(years), size, cell, seed, clean);
            options.Validate();
            return options;
        }
        catch (FormatException wrong)
        {
            throw new UsageException("--years: " + wrong.Message);
        }
        catch (ArgumentException wrong)
        {
            var option = wrong.ParamName switch
            {
                nameof(SimulationOptions.Years) => "--years",
                nameof(SimulationOptions.Size) => "--size",
                _ => "--cell",
            };
            throw new UsageException($"{option}: {wrong.Message.Split(" (Parameter")[0]}");
        }
    }
}
