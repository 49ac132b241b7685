namespace Glacier.Pipeline.Telemetry;

/// <summary>Log lines that alerts look for; <c>infra/modules/alerts.bicep</c> knows their beginnings.</summary>
public static class LogMessages
{
    /// <summary>A message could not be handled in five tries.</summary>
    public const string PoisonMessage = "poison message of {Queue}: {Message}";

    /// <summary>A round ended in failure.</summary>
    public const string RoundFailed = "round failed: {Glacier}: {Failure}";

    /// <summary>How long the oldest message of a queue has waited.</summary>
    public const string OldestMessage = "oldest message of {Queue} waits {Seconds} s, {Count} wait";
}
