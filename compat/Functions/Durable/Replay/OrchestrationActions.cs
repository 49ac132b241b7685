using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Replay;

/// <summary>
/// The actions an orchestrator asks for, numbered in their order. While a turn is replayed each must equal the one that the history holds
/// at its place; afterwards they are new and will be part of the turn.
/// </summary>
internal sealed class OrchestrationActions
{
    private Queue<OrchestratorAction>? expected;
    private int next;

    /// <summary>The actions of the turn that is not yet in the history.</summary>
    public List<OrchestratorAction> Asked { get; } = [];

    /// <summary>The first contradiction between code and history.</summary>
    public NonDeterministicOrchestrationException? Contradiction { get; private set; }

    public int NextTaskId => next;

    /// <summary>Begins a turn that the history holds.</summary>
    public void Replay(Turn turn) => expected = new(turn.Actions);

    /// <summary>Ends a turn that the history holds.</summary>
    public void EndReplay()
    {
        if (expected is { Count: > 0 } && Contradiction is null)
        {
            var missing = expected.Peek();
            Contradict($"A previous execution of this orchestration scheduled {Describe(missing)}, but the current replay execution hasn't (yet?) "
                + "scheduled it. Was a change made to the orchestrator code after this instance had already started running?");
        }

        expected = null;
    }

    /// <summary>Checks or notes an action and gives its number.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The history holds another action at this place.</exception>
    public int Ask(OrchestratorAction action)
    {
        if (Contradiction is not null)
        {
            throw Contradiction;
        }

        next++;
        if (expected is null)
        {
            Asked.Add(action);
            return action.TaskId;
        }

        if (!expected.TryDequeue(out var recorded))
        {
            throw Contradict($"The current replay execution scheduled {Describe(action)}, but a previous execution had not scheduled it at that point. "
                + "Was a change made to the orchestrator code after this instance had already started running?");
        }

        if (!Same(recorded, action))
        {
            throw Contradict($"A previous execution of this orchestration scheduled {Describe(recorded)}, but the current replay execution scheduled "
                + $"{Describe(action)}. Was a change made to the orchestrator code after this instance had already started running?");
        }

        return action.TaskId;
    }

    public NonDeterministicOrchestrationException Contradict(string what) => Contradiction ??= new(what);

    private static bool Same(OrchestratorAction a, OrchestratorAction b) =>
        a.TaskId == b.TaskId && a.Kind == b.Kind && string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase)
        && a.InstanceId == b.InstanceId;

    private static string Describe(OrchestratorAction action) => action.Kind switch
    {
        ActionKind.Activity => $"an activity task with sequence ID {action.TaskId} and name '{action.Name}'",
        ActionKind.SubOrchestration => $"a sub-orchestration task with sequence ID {action.TaskId}, name '{action.Name}' and instance ID '{action.InstanceId}'",
        ActionKind.Timer => $"a timer task with sequence ID {action.TaskId}",
        _ => $"an event '{action.Name}' to instance '{action.InstanceId}' with sequence ID {action.TaskId}",
    };
}
