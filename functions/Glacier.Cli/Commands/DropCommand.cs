using System.CommandLine;
using Glacier.Cli.Local;
using Glacier.Cli.Output;
using Glacier.Pipeline.Storage;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier drop GLACIER FILE…</c>: puts files where the pipeline finds them.</summary>
internal static class DropCommand
{
    public static Command Create()
    {
        var glacier = new Argument<string>("GLACIER") { Description = "The glacier's name: letters, digits, - and _." };
        var files = new Argument<FileInfo[]>("FILE") { Description = "DEMs, satellite images, outlines (GeoPackage, GeoJSON, shapefile with its companions), stakes.csv or glacier.json.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string?>("--to") { Description = "Container: dems, outlines or scenes. Default: vectors to outlines, JPEG, JPEG 2000, PNG and stakes.csv to scenes, all else to dems.", HelpName = "CONTAINER" };
        var json = CommonOptions.Json();
        var command = new Command("drop", "Drop files of a glacier into blob storage; the pipeline starts by itself.") { glacier, files, into, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var id = GlacierId.Parse(parsed.GetRequiredValue(glacier));
            var container = parsed.GetValue(into);
            if (container is not null && !Containers.Inputs.Contains(container))
            {
                throw new UsageException($"--to: found '{container}'; expected one of {string.Join(", ", Containers.Inputs)}");
            }

            var storage = CurrentStorage.Open();
            var dropped = new List<BlobAddress>();
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var path = CommonOptions.Existing("FILE", file);
                dropped.Add(await DroppedFiles.UploadAsync(storage, container ?? DemFolder.ContainerOf(path), id, path, cancellation));
            }

            Report.Write(parsed.GetValue(json), new { glacier = id.Value, dropped = dropped.Select(address => address.ToString()) },
                [.. dropped.Select(address => ("dropped", address.ToString())), ("next", $"./glacier status {id}")]);
            return ExitCode.Done;
        });
        return command;
    }
}
