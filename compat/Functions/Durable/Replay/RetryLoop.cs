namespace Microsoft.DurableTask.Replay;

/// <summary>Tries a durable task again as a policy or a handler says; the pauses are durable timers.</summary>
internal static class RetryLoop
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> attempt)
    {
        var begun = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (retry is not null && !IsFinal(failure.FailureDetails))
            {
                if (!await PauseAsync(context, retry, failure.FailureDetails, number, begun))
                {
                    throw;
                }
            }
        }
    }

    private static bool IsFinal(TaskFailureDetails failure) =>
        failure.Properties is { } properties && properties.ContainsKey(FailureText.NotRetriable);

    private static async Task<bool> PauseAsync(
        TaskOrchestrationContext context, TaskRetryOptions retry, TaskFailureDetails failure, int attempts, DateTime begun)
    {
        var spent = context.CurrentUtcDateTime - begun;
        if (retry.Policy is not { } policy)
        {
            return await retry.Handler!(new(context, attempts, failure, spent, CancellationToken.None));
        }

        if (attempts >= policy.MaxNumberOfAttempts
            || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && spent >= policy.RetryTimeout)
            || !policy.Handles(failure))
        {
            return false;
        }

        var pause = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? double.MaxValue : policy.MaxRetryInterval.TotalMilliseconds;
        await context.CreateTimer(TimeSpan.FromMilliseconds(Math.Min(pause, Math.Min(longest, TimeSpan.FromDays(3650).TotalMilliseconds))), CancellationToken.None);
        return true;
    }
}
