using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Messages;
using Microsoft.DurableTask.Replay;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Sends what a committed turn asks for. May run twice for one turn, after a crash: receivers know a repetition by task id, event id or generation.
/// </summary>
internal static class Outbound
{
    private const int AtOnce = 8;

    public static Task SendAsync(TaskHub hub, InstanceSession session, Turn turn, CancellationToken cancellation)
    {
        var record = session.Record!;
        var sends = new List<Func<CancellationToken, Task>>();
        foreach (var action in turn.Actions)
        {
            sends.Add(action.Kind == ActionKind.Activity
                ? token => hub.SendAsync(Call(record, action), token)
                : token => hub.SendAsync(Message(record, action, turn.Time), token));
        }

        if (turn.Completion is { Next: null } completion)
        {
            if (record.Parent is { } parent)
            {
                sends.Add(async token =>
                {
                    await hub.Payloads.LoadAsync(completion.Output, token);
                    await hub.Payloads.LoadAsync(completion.Failure, token);
                    await hub.SendAsync(Report(record, parent, completion), token);
                });
            }

            if (completion.Recursive)
            {
                sends.AddRange(session.Outstanding
                    .Where(action => action.Kind == ActionKind.SubOrchestration)
                    .Select(child => (Func<CancellationToken, Task>)(token => hub.SendAsync(Termination(record, child, completion), token))));
            }
        }

        return Parallel.ForEachAsync(
            sends,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (send, token) => await send(token));
    }

    private static ActivityCall Call(InstanceRecord record, OrchestratorAction action) => new()
    {
        InstanceId = record.InstanceId,
        ExecutionId = record.ExecutionId,
        TaskId = action.TaskId,
        Name = action.Name!,
        Input = action.Input,
        Tags = action.Tags,
        TraceParent = record.TraceParent,
    };

    private static HubEvent Message(InstanceRecord record, OrchestratorAction action, DateTime time)
    {
        var id = $"{record.ExecutionId}:{action.TaskId}";
        return action.Kind switch
        {
            ActionKind.Timer => new()
            {
                Id = id,
                Kind = EventKind.TimerFired,
                InstanceId = record.InstanceId,
                ExecutionId = record.ExecutionId,
                TaskId = action.TaskId,
                SentAt = time,
                DueAt = action.FireAt,
            },
            ActionKind.SubOrchestration => new()
            {
                Id = id,
                Kind = EventKind.ExecutionStarted,
                InstanceId = action.InstanceId!,
                ExecutionId = DeterministicGuid.Of(id).ToString("N"),
                Name = action.Name,
                Payload = action.Input,
                SentAt = time,
                Version = action.Version,
                Tags = action.Tags,
                TraceParent = record.TraceParent,
                Parent = new(record.InstanceId, record.ExecutionId, action.TaskId, record.Name),
            },
            _ => new()
            {
                Id = id,
                Kind = EventKind.EventRaised,
                InstanceId = action.InstanceId!,
                Name = action.Name,
                Payload = action.Input,
                SentAt = time,
            },
        };
    }

    /// <summary>What a parent hears when its sub-orchestration has ended.</summary>
    public static HubEvent Report(InstanceRecord child, ParentLink parent, Completion completion)
    {
        var succeeded = completion.Status == OrchestrationRuntimeStatus.Completed;
        return new()
        {
            Id = $"{parent.ExecutionId}:{parent.TaskId}:ended",
            Kind = succeeded ? EventKind.SubOrchestrationCompleted : EventKind.SubOrchestrationFailed,
            InstanceId = parent.InstanceId,
            ExecutionId = parent.ExecutionId,
            TaskId = parent.TaskId,
            // The text, not a blob's name: the child may be purged while the parent still needs it.
            Payload = succeeded ? Payload.Of(completion.Output?.Text) : Payload.Of(completion.Failure?.Text) ?? FailureText.Write(new(
                "Terminated", $"The sub-orchestration '{child.InstanceId}' was terminated: {completion.Output?.Text}", null, null, null)),
            SentAt = DateTimeOffset.UtcNow,
        };
    }

    private static HubEvent Termination(InstanceRecord record, OrchestratorAction child, Completion completion) => new()
    {
        Id = $"{record.ExecutionId}:{child.TaskId}:terminate",
        Kind = EventKind.Terminated,
        InstanceId = child.InstanceId!,
        Payload = completion.Output,
        Recursive = true,
        SentAt = DateTimeOffset.UtcNow,
    };
}
