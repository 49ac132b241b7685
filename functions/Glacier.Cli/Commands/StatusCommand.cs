using System.CommandLine;
using Glacier.Cli.Local;
using Glacier.Cli.Output;
using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier status [GLACIER]</c>: how far the pipeline is, and what it refused.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var glacier = new Argument<string?>("GLACIER") { Description = "One glacier; without it, all.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var command = new Command("status", "How far each glacier is, and which files were quarantined and why. Exit code 3 where there are any.") { glacier, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var stores = new BlobStores(CurrentStorage.Open());
            var ids = parsed.GetValue(glacier) is { } one ? [GlacierId.Parse(one)] : await KnownAsync(stores, cancellation);
            var answers = new List<object>();
            var refused = 0;
            foreach (var id in ids)
            {
                var status = await stores.ReadJsonAsync<GlacierStatus>(BlobNames.Status(id), cancellation);
                var quarantined = await QuarantineRecords.ListAsync(stores, id.Value, cancellation);
                refused += quarantined.Count;
                answers.Add(new { glacier = id.Value, status, quarantined });
                if (!parsed.GetValue(json))
                {
                    Report.Write(false, id, Rows(id, status, quarantined));
                }
            }

            if (parsed.GetValue(json))
            {
                Report.Write(true, answers, []);
            }
            else if (ids.Count == 0)
            {
                Console.Out.WriteLine("no glacier yet: ./glacier drop GLACIER FILE…");
            }

            return refused > 0 ? ExitCode.SomeQuarantined : ExitCode.Done;
        });
        return command;
    }

    /// <summary>A glacier's state as lines for people.</summary>
    internal static IEnumerable<(string Name, string Value)> Rows(GlacierId id, GlacierStatus? status, IReadOnlyList<QuarantineReason> quarantined)
    {
        yield return (id.Value, status?.Message ?? "nothing has arrived");
        foreach (var failure in status?.Failures ?? [])
        {
            yield return ("  failed", failure);
        }

        foreach (var reason in quarantined)
        {
            yield return ("  quarantined", $"{reason.File}: {reason.Rule}: found {reason.Found}; expected {reason.Expected}. {reason.HowToFix}");
        }
    }

    private static async Task<List<GlacierId>> KnownAsync(BlobStores stores, CancellationToken cancellation)
    {
        var ids = new Dictionary<string, GlacierId>();
        foreach (var container in new[] { Containers.Dems, Containers.Scenes })
        {
            await foreach (var folder in stores.FoldersAsync(container, cancellation))
            {
                if (GlacierId.TryParse(folder.TrimEnd('/'), out var id))
                {
                    ids[id.Value] = id;
                }
            }
        }

        return [.. ids.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value)];
    }
}
