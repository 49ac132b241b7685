using System.CommandLine;
using Glacier.Cli.Local;
using Glacier.Cli.Output;
using Glacier.Pipeline.Storage;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier pull GLACIER DIR</c>: copies a glacier's products to a folder.</summary>
internal static class PullCommand
{
    public static Command Create()
    {
        var glacier = new Argument<string>("GLACIER") { Description = "The glacier's name." };
        var folder = new Argument<string>("DIR") { Description = "Folder to copy to; made when absent." };
        var json = CommonOptions.Json();
        var command = new Command("pull", "Copy a glacier's products to a folder; files already there and unchanged are left alone.") { glacier, folder, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var id = GlacierId.Parse(parsed.GetRequiredValue(glacier));
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var pulled = await PulledProducts.CopyAsync(CurrentStorage.Open(), id, target, cancellation);
            if (pulled.Files == 0)
            {
                throw new InvalidOperationException($"{id}: no products; see ./glacier status {id}");
            }

            Report.Write(parsed.GetValue(json), new { glacier = id.Value, folder = target, files = pulled.Files, bytes = pulled.Bytes },
            [
                ("folder", Report.FileName(target)),
                ("files", $"{pulled.Files}, {Report.Number(pulled.Bytes / 1e6, 1)} MB"),
                ("open", Path.Combine(Report.FileName(target), "index.html")),
            ]);
            return ExitCode.Done;
        });
        return command;
    }
}
