using Glacier.Pipeline.Status;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>One round of an orchestration: calls its activities and keeps its progress.</summary>
internal sealed class Round(TaskOrchestrationContext context, GlacierId glacier, RoundProgress? before = null)
{
    private const int Abreast = 64;

    /// <summary>Storage is tried five times; an input that breaks a rule stays broken.</summary>
    public static TaskOptions Retry { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(5, TimeSpan.FromSeconds(2), 2, TimeSpan.FromMinutes(2)) { HandleFailure = failure => !failure.IsCausedBy<InvalidInputException>() && !failure.IsCausedBy<ArgumentException>() });

    /// <summary>How far it is.</summary>
    public RoundProgress Progress { get; private set; } = before ?? new(glacier, "waiting", 0, 0, []);

    /// <summary>Begins a phase of so many more steps.</summary>
    public async Task BeginAsync(string phase, int more = 0)
    {
        Progress = Progress with { Phase = phase, Total = Progress.Total + more };
        await SaveAsync();
    }

    /// <summary>More steps have become known.</summary>
    public void Expect(int more) => Progress = Progress with { Total = Progress.Total + more };

    /// <summary>Steps are done, some of them in vain.</summary>
    public void Advance(int steps, IReadOnlyList<string>? failures = null)
    {
        Progress = Progress with { Done = Progress.Done + steps, Failures = [.. Progress.Failures.Concat(failures ?? []).Take(20)] };
        context.SetCustomStatus(Progress);
    }

    /// <summary>A part of the round that an orchestration of its own did has come so far.</summary>
    public void Continue(RoundProgress progress) => Progress = progress;

    /// <summary>One step.</summary>
    public async Task<TResult> OnceAsync<TResult>(string activity, object input)
    {
        var result = await context.CallActivityAsync<TResult>(activity, input, Retry);
        Advance(1);
        return result;
    }

    /// <summary>One step per item, at most 64 at a time.</summary>
    public async Task ForEachAsync<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, object> input)
    {
        foreach (var some in items.Chunk(Abreast))
            await Task.WhenAll(some.Select(item => OnceAsync<TResult>(activity, input(item))));
    }

    /// <summary>Ends the round.</summary>
    /// <param name="any">False where no input was good.</param>
    public async Task EndAsync(bool any)
    {
        var good = any ? Progress.Done : 0;
        Progress = Progress with { Phase = "done", Done = good, Total = good };
        await SaveAsync();
    }

    /// <summary>Ends the round in failure.</summary>
    public async Task FailAsync(TaskFailedException failed)
    {
        Note(failed);
        await EndInFailureAsync();
    }

    /// <summary>A part of the round has failed; what does not need it goes on.</summary>
    public void Note(TaskFailedException failed) =>
        Progress = Progress with { Failures = [.. Progress.Failures, $"{failed.TaskName}: {failed.FailureDetails.ErrorMessage}"] };

    /// <summary>Ends the round in failures noted before.</summary>
    public async Task EndInFailureAsync()
    {
        Progress = Progress with { Phase = "failed" };
        await SaveAsync();
    }

    /// <summary>Writes the progress where people see it.</summary>
    public async Task SaveAsync()
    {
        context.SetCustomStatus(Progress);
        await context.CallActivityAsync(nameof(Activities.SaveStatus), Progress, Retry);
    }
}
