using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.History;

/// <summary>What clients see of an instance; follows from its history, and is written after each turn's messages have been sent.</summary>
internal sealed record InstanceRecord
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>The start that made the instance; a new one replaces it.</summary>
    public required string Generation { get; init; }

    /// <summary>The execution within the generation; ContinueAsNew makes a new one.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The execution before, whose last turn holds the start of this one.</summary>
    public string? PreviousExecutionId { get; init; }

    /// <summary>Up to and with this turn, all that the history asks for has been sent; -1 at first.</summary>
    public int FinishedTurn { get; init; } = -1;

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public string? CustomStatus { get; init; }

    public Payload? Input { get; init; }

    public Payload? Output { get; init; }

    public Payload? Failure { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The trace that its start belongs to, and so its activities do.</summary>
    public string? TraceParent { get; init; }

    public bool HasEnded =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The record that a start makes.</summary>
    public static InstanceRecord Of(HubEvent start) => new()
    {
        InstanceId = start.InstanceId,
        Name = start.Name!,
        Version = start.Version,
        Generation = start.ExecutionId!,
        ExecutionId = start.ExecutionId!,
        CreatedAt = start.SentAt,
        LastUpdatedAt = start.SentAt,
        Input = start.Payload,
        Parent = start.Parent,
        Tags = start.Tags,
        TraceParent = start.TraceParent,
    };

    /// <summary>The record after a turn.</summary>
    public InstanceRecord After(Turn turn)
    {
        var started = Status != OrchestrationRuntimeStatus.Pending || turn.Received.Any(received => received.Kind == EventKind.ExecutionStarted);
        var going = turn.Suspended ? OrchestrationRuntimeStatus.Suspended
            : started ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending;
        var next = turn.Completion?.Next;
        return this with
        {
            FinishedTurn = next is null ? turn.Number : -1,
            ExecutionId = next?.ExecutionId ?? ExecutionId,
            PreviousExecutionId = next is null ? PreviousExecutionId : ExecutionId,
            Status = next is not null ? OrchestrationRuntimeStatus.Running : turn.Completion?.Status ?? going,
            LastUpdatedAt = turn.Time,
            CustomStatus = turn.CustomStatus,
            Input = next is null ? Input : next.Payload,
            Version = next is null ? Version : next.Version,
            Output = turn.Completion?.Output,
            Failure = turn.Completion?.Failure,
        };
    }
}
