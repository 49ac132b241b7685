using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Engine;

/// <summary>What is to be done with a message.</summary>
internal enum Verdict
{
    /// <summary>It belongs into the next turn.</summary>
    Take,

    /// <summary>It is a repetition, or nobody waits for it: delete it.</summary>
    Drop,

    /// <summary>What it refers to may be about to appear: look again soon.</summary>
    Later,

    /// <summary>It starts an instance whose record has to be written first.</summary>
    Claim,

    /// <summary>It would start a sub-orchestration under the id of a running instance: the parent's call fails.</summary>
    Refuse,
}

/// <summary>Judges messages against what is known of their instance. Only a judgement upon a fresh read may drop for absence.</summary>
internal static class Inbox
{
    /// <summary>How long a start waits for its client to write the record, and an event for its instance to appear.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Verdict Judge(HubEvent message, InstanceSession session, DateTimeOffset now) => message.Kind switch
    {
        EventKind.ExecutionStarted => JudgeStart(message, session, now),
        < EventKind.EventRaised => session.Record is { HasEnded: false } record && record.ExecutionId == message.ExecutionId && session.Expects(message.TaskId!.Value)
            ? Verdict.Take
            : Verdict.Drop,
        EventKind.Faulted when session.Record?.ExecutionId != message.ExecutionId => Verdict.Drop,
        _ => session.Record switch
        {
            null => now - message.SentAt < Patience ? Verdict.Later : Verdict.Drop,
            { HasEnded: true } => Verdict.Drop,
            _ => session.HasSeen(message.Id) ? Verdict.Drop : Verdict.Take,
        },
    };

    /// <summary>
    /// A client first sends the start and then writes the record; whoever wins the record has started the instance. So a start without a record
    /// waits a while for it and is then, its client having died in between, claimed by the worker.
    /// </summary>
    private static Verdict JudgeStart(HubEvent start, InstanceSession session, DateTimeOffset now)
    {
        var young = start.Parent is null && now - start.SentAt < Patience;
        if (session.Record is not { } record)
        {
            return young ? Verdict.Later : Verdict.Claim;
        }

        if (record.Generation == start.ExecutionId)
        {
            // Anything but a pending record has taken its start already. After ContinueAsNew the history is of a later execution.
            var pending = record.ExecutionId == record.Generation && !record.HasEnded
                && !session.History.Turns.SelectMany(turn => turn.Received).Any(received => received.Kind == EventKind.ExecutionStarted);
            return pending ? Verdict.Take : Verdict.Drop;
        }

        if (start.SentAt <= record.CreatedAt)
        {
            return Verdict.Drop;
        }

        return young ? Verdict.Later
            : record.HasEnded ? Verdict.Claim
            : start.Parent is null ? Verdict.Drop : Verdict.Refuse;
    }
}
