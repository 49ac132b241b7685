using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.History;

/// <summary>What an orchestrator can ask for.</summary>
internal enum ActionKind
{
    Activity,
    SubOrchestration,
    Timer,
    SendEvent,
}

/// <summary>One thing the orchestrator asked for; its number counts from 0 within the execution.</summary>
internal sealed record OrchestratorAction
{
    public required int TaskId { get; init; }

    public required ActionKind Kind { get; init; }

    /// <summary>The activity's, orchestrator's or event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The instance that is started or sent to.</summary>
    public string? InstanceId { get; init; }

    public Payload? Input { get; init; }

    public DateTime? FireAt { get; init; }

    public string? Version { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>How an execution ended.</summary>
internal sealed record Completion
{
    public required OrchestrationRuntimeStatus Status { get; init; }

    public Payload? Output { get; init; }

    /// <summary>The failure's details as JSON.</summary>
    public Payload? Failure { get; init; }

    public bool Recursive { get; init; }

    /// <summary>Set when the orchestrator began anew: the start of the next execution.</summary>
    public HubEvent? Next { get; init; }

    /// <summary>External events the next execution takes over.</summary>
    public IReadOnlyList<HubEvent>? Carried { get; init; }
}

/// <summary>
/// One step of an execution, and the unit of its history: the events it took, in order, and everything the orchestrator asked for when it was
/// replayed with them. A turn is committed whole or not at all; what it asks for is sent only after it is committed.
/// </summary>
internal sealed record Turn
{
    public required int Number { get; init; }

    /// <summary>What CurrentUtcDateTime says during the turn.</summary>
    public required DateTime Time { get; init; }

    public required IReadOnlyList<HubEvent> Received { get; init; }

    public required IReadOnlyList<OrchestratorAction> Actions { get; init; }

    public string? CustomStatus { get; init; }

    public bool Suspended { get; init; }

    public Completion? Completion { get; init; }
}
