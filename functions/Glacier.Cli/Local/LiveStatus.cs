using Glacier.Pipeline.Status;
using Glacier.Pipeline.Storage;
using Spectre.Console;

namespace Glacier.Cli.Local;

/// <summary>Follows a glacier's round: a moving display on a terminal, a line per phase elsewhere.</summary>
internal static class LiveStatus
{
    private static readonly (string Phase, string Name)[] _phases =
    [
        ("inspect", "Inspect the files"), ("normalize", "Normalise to one grid"), ("coregister", "Co-register"), ("outline", "Outline the ice"),
        ("render", "Render views, contours, change"), ("film", "Film"), ("publish", "Publish page and catalogue"),
    ];

    /// <summary>Waits until the round has ended.</summary>
    public static async Task<GlacierStatus> UntilEndedAsync(BlobStores stores, GlacierId glacier, CancellationToken cancellation)
    {
        if (Console.IsErrorRedirected)
        {
            return await FollowAsync(stores, glacier, status => Console.Error.WriteLine($"glacier: {status.Message}"), cancellation);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var tasks = _phases.Select(phase => context.AddTask(phase.Name, autoStart: false, maxValue: 1)).ToList();
                return await FollowAsync(stores, glacier, status => Show(tasks, status), cancellation);
            });
    }

    private static void Show(List<ProgressTask> tasks, GlacierStatus status)
    {
        var at = status.Phase == "done" ? _phases.Length : Array.FindIndex(_phases, phase => phase.Phase == status.Phase);
        for (var k = 0; k < tasks.Count && k <= at; k++)
        {
            if (!tasks[k].IsStarted)
            {
                tasks[k].StartTask();
            }

            tasks[k].IsIndeterminate = k == at;
            if (k < at)
            {
                tasks[k].Value = 1;
                tasks[k].StopTask();
            }
        }
    }

    private static async Task<GlacierStatus> FollowAsync(BlobStores stores, GlacierId glacier, Action<GlacierStatus> show, CancellationToken cancellation)
    {
        GlacierStatus? before = null;
        while (true)
        {
            var status = await stores.ReadJsonAsync<GlacierStatus>(BlobNames.Status(glacier), cancellation);
            if (status is not null && (before is null || status.Phase != before.Phase))
            {
                show(status);
            }

            if (status is { Ended: true })
            {
                return status;
            }

            before = status;
            await Task.Delay(200, cancellation);
        }
    }
}
