using System.CommandLine;
using Glacier.Cli.Output;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier info DEM</c>: what the pipeline sees in a file, or which rule it breaks.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var dem = CommonOptions.Dem();
        var unit = CommonOptions.VerticalUnit();
        var json = CommonOptions.Json();
        var command = new Command("info", "What the pipeline sees in an elevation raster: size, reference system, date, range; or which rule it breaks.") { dem, unit, json };
        command.SetAction(parsed =>
        {
            var info = DemReader.Inspect(CommonOptions.Existing("DEM", parsed.GetRequiredValue(dem)), CommonOptions.Reading(parsed.GetValue(unit)) with { RequireEpoch = true });
            Report.Write(parsed.GetValue(json), info,
            [
                ("file", info.File),
                ("format", $"{info.Driver}, {info.Bands} band, {info.DataType}"),
                ("size", $"{info.Width} × {info.Height} pixels of {Report.Number(info.PixelWidth)} × {Report.Number(info.PixelHeight)}"),
                ("reference system", info.CrsName + (info.Epsg is { } epsg ? $" (EPSG:{epsg})" : "")),
                ("date", info.Epoch.ToString()!),
                ("elevations", $"{Report.Number(info.Minimum, 1)} to {Report.Number(info.Maximum, 1)} m (unit in the file: {info.VerticalUnit})"),
                ("voids", $"{Report.Number(100 * info.VoidFraction)} %"),
                ("lies at", $"{Report.Number(info.South, 4)} to {Report.Number(info.North, 4)} ° north, {Report.Number(info.West, 4)} to {Report.Number(info.East, 4)} ° east"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }
}
