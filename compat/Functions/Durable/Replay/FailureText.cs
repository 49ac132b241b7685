using System.Text.Json;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Replay;

/// <summary>Failures as the history keeps them.</summary>
internal static class FailureText
{
    /// <summary>The property of a failure that no retry can heal: the function does not exist.</summary>
    public const string NotRetriable = "NotRetriable";

    private const int LongestStackTrace = 4_000;

    public static Payload Write(TaskFailureDetails failure) => new(JsonSerializer.Serialize(Shorten(failure), HubJson.Options));

    public static TaskFailureDetails Read(Payload? payload) =>
        payload?.Text is { } text
            ? JsonSerializer.Deserialize<TaskFailureDetails>(text, HubJson.Options)!
            : new("(unknown)", "(unknown)", null, null, null);

    public static TaskFailureDetails NoSuchFunction(string name, string kind) => new(
        typeof(InvalidOperationException).FullName!,
        $"The function '{name}' doesn't exist, is disabled, or is not {kind} function.",
        null,
        null,
        new Dictionary<string, object?> { [NotRetriable] = true });

    private static TaskFailureDetails Shorten(TaskFailureDetails failure) => failure with
    {
        StackTrace = failure.StackTrace is { Length: > LongestStackTrace } trace ? trace[..LongestStackTrace] : failure.StackTrace,
        InnerFailure = failure.InnerFailure is { } inner ? Shorten(inner) : null,
    };
}
