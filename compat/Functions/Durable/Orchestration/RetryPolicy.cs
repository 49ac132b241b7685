using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>How often and after which pauses a failed activity or sub-orchestration is tried again.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">How many attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The pause before the second attempt; above zero.</param>
    /// <param name="backoffCoefficient">What each next pause is multiplied by; at least 1.</param>
    /// <param name="maxRetryInterval">The longest pause; one hour when null.</param>
    /// <param name="retryTimeout">After which time no new attempt begins; never when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or an upper limit is below the first interval.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        Demand(maxNumberOfAttempts > 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "greater than zero");
        Demand(firstRetryInterval > TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "greater than zero");
        Demand(backoffCoefficient >= 1.0, nameof(backoffCoefficient), backoffCoefficient, "greater or equal to 1.0");
        Demand(NotBelow(maxRetryInterval, firstRetryInterval), nameof(maxRetryInterval), maxRetryInterval, $"greater or equal to the value for {nameof(firstRetryInterval)}");
        Demand(NotBelow(retryTimeout, firstRetryInterval), nameof(retryTimeout), retryTimeout, $"greater or equal to the value for {nameof(firstRetryInterval)}");
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Says of a failure whether it is worth another attempt; always when not set.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handles = value ?? throw new ArgumentNullException(nameof(value));
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    internal Func<TaskFailureDetails, bool> Handles { get; private init; } = _ => true;

    private static bool NotBelow(TimeSpan? value, TimeSpan limit) => value is null || value >= limit || value == Timeout.InfiniteTimeSpan;

    private static void Demand(bool fulfilled, string name, object? value, string rule)
    {
        if (!fulfilled)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The value for {name} must be {rule}.");
        }
    }
}
