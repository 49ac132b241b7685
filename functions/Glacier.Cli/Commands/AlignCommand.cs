using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier align DEM --reference REF</c>: co-registration by Nuth &amp; Kääb (2011).</summary>
internal static class AlignCommand
{
    public static Command Create()
    {
        var dem = CommonOptions.Dem();
        var reference = new Option<FileInfo>("--reference") { Description = "The DEM to align to.", HelpName = "REF", Required = true };
        var outline = CommonOptions.Outline();
        var tilt = new Option<bool>("--tilt") { Description = "Also remove a plane (tilt) fitted on stable ground." };
        var unit = CommonOptions.VerticalUnit();
        var output = CommonOptions.OutFile("Aligned DEM to write, a cloud-optimised GeoTIFF on the reference's grid.");
        var json = CommonOptions.Json();
        var command = new Command("align", "Shift a DEM onto a reference over stable ground (Nuth & Kääb 2011), with statistics before and after.") { dem, reference, outline, tilt, unit, output, json };
        command.SetAction(parsed =>
        {
            var path = CommonOptions.Existing("DEM", parsed.GetRequiredValue(dem));
            var still = CommonOptions.Existing("--reference", parsed.GetRequiredValue(reference));
            var outlines = parsed.GetValue(outline) is { } given ? CommonOptions.Existing("--outline", given) : null;
            var reading = CommonOptions.Reading(parsed.GetValue(unit));
            var target = CommonOptions.Target(parsed.GetRequiredValue(output), path, still);
            var epoch = DemReader.Inspect(path, reading).Epoch;
            var fixedDem = DemReader.Read(still, reading);
            var moving = DemArgument.ReadOnto(path, fixedDem.Grid, reading);
            var ice = outlines is null ? new bool[fixedDem.Values.Length] : IceArgument.Mask(outlines, fixedDem.Grid);
            var stable = StableGround.Mask(fixedDem, moving, ice);
            var result = NuthKaab.Align(fixedDem, moving, stable, new CoregistrationOptions(FitTilt: parsed.GetValue(tilt)));
            Cog.Write(target, result.Aligned, epoch);
            Report.Write(parsed.GetValue(json), new
            {
                file = target,
                dx = result.Dx,
                dy = result.Dy,
                dz = result.Dz,
                unit = "m",
                iterations = result.Iterations,
                improved = result.Improved,
                reason = result.Reason,
                stable_pixels = result.Before.Count,
                before = result.Before,
                after = result.After,
            },
            [
                ("aligned DEM", Report.FileName(target)),
                ("moved by", $"{Report.Number(result.Dx)} m east, {Report.Number(result.Dy)} m north, {Report.Number(result.Dz)} m up, in {result.Iterations} iterations"),
                ("median difference", $"{Report.Number(result.Before.Median)} → {Report.Number(result.After.Median)} m"),
                ("NMAD", $"{Report.Number(result.Before.Nmad)} → {Report.Number(result.After.Nmad)} m on {result.Before.Count} stable pixels"),
                ("verdict", result.Improved ? "improved" : $"not improved ({result.Reason}): the original is kept, on the reference's grid"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }
}
