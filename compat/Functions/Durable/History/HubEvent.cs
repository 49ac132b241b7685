namespace Microsoft.DurableTask.History;

/// <summary>What can happen to an orchestration from outside its code.</summary>
internal enum EventKind
{
    ExecutionStarted,
    TaskCompleted,
    TaskFailed,
    TimerFired,
    SubOrchestrationCompleted,
    SubOrchestrationFailed,
    EventRaised,
    Suspended,
    Resumed,
    Terminated,
    Faulted,
}

/// <summary>An event on its way to an instance, and the same event once it stands in the instance's history.</summary>
internal sealed record HubEvent
{
    /// <summary>Unique; what a redelivered external event is recognised by.</summary>
    public required string Id { get; init; }

    public required EventKind Kind { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>The execution that waits for a result; for a start, the new instance's generation.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The action of the execution that this is the outcome of.</summary>
    public int? TaskId { get; init; }

    /// <summary>The orchestrator's or the event's name.</summary>
    public string? Name { get; init; }

    /// <summary>Input, result, event value, reason or (for failures) the failure's details.</summary>
    public Payload? Payload { get; init; }

    public DateTimeOffset SentAt { get; init; }

    /// <summary>Not to be handled before.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public ParentLink? Parent { get; init; }

    public string? Version { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>For a start: the trace it belongs to.</summary>
    public string? TraceParent { get; init; }

    /// <summary>For a termination: sub-orchestrations too.</summary>
    public bool Recursive { get; init; }

    /// <summary>For the start after ContinueAsNew: the custom status that stays until another is set.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>For the start after ContinueAsNew: ids of external events that earlier executions took.</summary>
    public IReadOnlyList<string>? Seen { get; init; }
}

/// <summary>The action of a parent orchestration that waits for a sub-orchestration.</summary>
internal sealed record ParentLink(string InstanceId, string ExecutionId, int TaskId, string Name);
