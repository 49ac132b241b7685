using Glacier.Pipeline.Status;
using Glacier.Pipeline.Storage;
using Spectre.Console;

namespace Glacier.Cli.Local;

/// <summary>Follows a glacier's round: a moving display on a terminal, a line per phase elsewhere.</summary>
internal static class LiveStatus
{
    private static readonly (string Phase, string Name)[] _dems =
    [
        ("inspect", "Inspect the files"), ("normalize", "Normalise to one grid"), ("coregister", "Co-register"), ("outline", "Outline the ice"),
        ("render", "Render views, contours, change"), ("film", "Film"), ("publish", "Publish page and catalogue"),
    ];

    private static readonly (string Phase, string Name)[] _scenes = [("scenes", "Look at the satellite images"), ("outlines", "Outlines of the ice on them")];
    private static readonly (string Phase, string Name)[] _velocity = [("velocity", "Velocity of the ice, publish")];

    /// <summary>Waits until the round has ended.</summary>
    /// <param name="stores">The account.</param>
    /// <param name="glacier">The glacier.</param>
    /// <param name="dems">Whether it has DEMs.</param>
    /// <param name="scenes">Whether it has satellite images.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<GlacierStatus> UntilEndedAsync(BlobStores stores, GlacierId glacier, bool dems, bool scenes, CancellationToken cancellation)
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
                (string Phase, string Name)[] phases = [.. scenes ? _scenes : [], .. dems ? _dems : _dems[..1], .. scenes ? _velocity : []];
                var tasks = phases.Select(phase => context.AddTask(phase.Name, autoStart: false, maxValue: 1)).ToList();
                return await FollowAsync(stores, glacier, status => Show(phases, tasks, status), cancellation);
            });
    }

    private static void Show((string Phase, string Name)[] phases, List<ProgressTask> tasks, GlacierStatus status)
    {
        var at = status.Phase == "done" ? phases.Length : Array.FindIndex(phases, phase => phase.Phase == status.Phase);
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
