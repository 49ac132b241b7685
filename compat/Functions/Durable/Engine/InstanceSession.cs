using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Engine;

/// <summary>What this process knows of an instance: its record and the history of its execution, as they were read or last written.</summary>
internal sealed class InstanceSession(StoredInstance? stored, ExecutionHistory history)
{
    private readonly HashSet<string> seen = [.. history.Turns.SelectMany(turn => turn.Received).SelectMany(Ids)];

    private readonly HashSet<int> outstanding = FindOutstanding(history);

    public StoredInstance? Stored { get; set; } = stored;

    public InstanceRecord? Record => Stored?.Record;

    public ExecutionHistory History { get; private set; } = history;

    /// <summary>True once it has been kept over from an earlier batch; another process may have gone on since.</summary>
    public bool IsKept { get; set; }

    /// <summary>What the first turn of an execution begun by ContinueAsNew receives: its start, and the events it takes over.</summary>
    public IReadOnlyList<HubEvent> Beginning { get; private set; } = [];

    public bool HasSeen(string id) => seen.Contains(id);

    /// <summary>Whether the execution still waits for the outcome of this action.</summary>
    public bool Expects(int taskId) => outstanding.Contains(taskId);

    /// <summary>The actions without an outcome.</summary>
    public IEnumerable<OrchestratorAction> Outstanding =>
        History.Turns.SelectMany(turn => turn.Actions).Where(action => outstanding.Contains(action.TaskId));

    /// <summary>Takes over a committed turn.</summary>
    public void Append(ExecutionHistory longer, Turn turn)
    {
        History = longer;
        Beginning = [];
        seen.UnionWith(turn.Received.SelectMany(Ids));
        outstanding.ExceptWith(turn.Received.Select(received => received.TaskId).OfType<int>());
        outstanding.UnionWith(turn.Actions.Where(action => action.Kind != ActionKind.SendEvent).Select(action => action.TaskId));
    }

    /// <summary>Goes over to a new execution: the one that a turn ended with, or (null) the first one of a new instance.</summary>
    public void Begin(Turn? before)
    {
        History = ExecutionHistory.Empty;
        Beginning = before?.Completion is { Next: { } start } completion ? [start, .. completion.Carried ?? []] : [];
        outstanding.Clear();
        seen.Clear();
        seen.UnionWith(Beginning.SelectMany(Ids));
    }

    /// <summary>The ids by which a redelivered external event is recognised; results are recognised by their task.</summary>
    private static IEnumerable<string> Ids(HubEvent received) =>
        received.Kind >= EventKind.EventRaised ? [received.Id] : received.Seen ?? [];

    private static HashSet<int> FindOutstanding(ExecutionHistory history)
    {
        var open = history.Turns.SelectMany(turn => turn.Actions).Where(action => action.Kind != ActionKind.SendEvent).Select(action => action.TaskId).ToHashSet();
        open.ExceptWith(history.Turns.SelectMany(turn => turn.Received).Select(received => received.TaskId).OfType<int>());
        return open;
    }
}
