using Glacier.Pipeline.Messages;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>
/// Work that the renderer does: one message each, results awaited with a durable timer. When nothing has come for as long as the deadline, what is missing is
/// asked for once more, then counted as failed, so that the rest goes on.
/// </summary>
internal static class QueuedWork
{
    /// <summary>Jobs of one orchestration, so that no history grows with the series.</summary>
    public const int BatchSize = 64;

    private const int Attempts = 2;
    private const int ToldEvery = 8;

    /// <summary>Has the work done.</summary>
    /// <typeparam name="TTarget">One product wished for; equal targets are one.</typeparam>
    /// <param name="context">The orchestration that waits.</param>
    /// <param name="targets">At most <see cref="BatchSize"/>.</param>
    /// <param name="deadlineSeconds">How long nothing may come before the missing ones are asked for once more.</param>
    /// <param name="activity">Sends jobs for targets and returns their keys, null for those that are done already.</param>
    /// <param name="request">The activity's input.</param>
    /// <param name="name">What a failure calls a target.</param>
    /// <param name="each">Called at every result; null for nobody.</param>
    /// <returns>One line per target that could not be made.</returns>
    public static async Task<List<string>> DoAsync<TTarget>(
        TaskOrchestrationContext context, IReadOnlyList<TTarget> targets, double deadlineSeconds, string activity, Func<IReadOnlyList<TTarget>, object> request, Func<TTarget, string> name,
        Func<Task>? each = null)
        where TTarget : notnull
    {
        var failures = new List<string>();
        var missing = targets;
        for (var attempt = 1; attempt <= Attempts && missing.Count > 0; attempt++)
            missing = await AskAsync(context, missing, deadlineSeconds, activity, request, name, each, failures);
        failures.AddRange(missing.Select(target => FormattableString.Invariant($"{name(target)}: nothing came in {Attempts} × {deadlineSeconds} s")));
        return failures;
    }

    /// <summary>Has the work done and tells a round of every result, so that people see it advance; failures and what was there before are told at the end.</summary>
    /// <param name="context">The orchestration that waits.</param>
    /// <param name="round">The round, which expects as many steps as there are targets.</param>
    /// <param name="targets">At most <see cref="BatchSize"/>.</param>
    /// <param name="deadlineSeconds">As for <see cref="DoAsync"/>.</param>
    /// <param name="activity">As there.</param>
    /// <param name="request">As there.</param>
    /// <param name="name">As there.</param>
    /// <returns>One line per target that could not be made.</returns>
    public static async Task<List<string>> DoTellingAsync<TTarget>(
        TaskOrchestrationContext context, Round round, IReadOnlyList<TTarget> targets, double deadlineSeconds, string activity, Func<IReadOnlyList<TTarget>, object> request, Func<TTarget, string> name)
        where TTarget : notnull
    {
        var done = 0;
        var failures = await DoAsync(context, targets, deadlineSeconds, activity, request, name, async () =>
        {
            round.Advance(1);
            if (++done % ToldEvery == 0)
                await round.SaveAsync();
        });
        round.Advance(targets.Count - done, failures);
        return failures;
    }

    private static async Task<IReadOnlyList<TTarget>> AskAsync<TTarget>(
        TaskOrchestrationContext context, IReadOnlyList<TTarget> targets, double deadlineSeconds, string activity, Func<IReadOnlyList<TTarget>, object> request, Func<TTarget, string> name,
        Func<Task>? each, List<string> failures)
        where TTarget : notnull
    {
        var keys = await context.CallActivityAsync<List<string?>>(activity, request(targets), Round.Retry);
        using var cancel = new CancellationTokenSource();
        var waiting = targets.Zip(keys).Where(pair => pair.Second is not null)
            .ToDictionary(pair => context.WaitForExternalEvent<RenderResult>(RenderJob.EventName(pair.Second!), cancel.Token) as Task, pair => pair.First);
        if (waiting.Count == 0)
        {
            return [];
        }

        var deadline = context.CreateTimer(TimeSpan.FromSeconds(deadlineSeconds), cancel.Token);
        var came = false;
        while (waiting.Count > 0)
        {
            var first = await Task.WhenAny(waiting.Keys.Append(deadline));
            if (first == deadline)
            {
                if (!came)
                    break;
                deadline = context.CreateTimer(TimeSpan.FromSeconds(deadlineSeconds), cancel.Token);
                came = false;
                continue;
            }

            came = true;
            waiting.Remove(first, out var target);
            if (await (Task<RenderResult>)first is { Error: { } error })
                failures.Add($"{name(target!)}: {error}");
            if (each is not null)
                await each();
        }

        cancel.Cancel();
        return [.. targets.Where(waiting.ContainsValue)];
    }
}
