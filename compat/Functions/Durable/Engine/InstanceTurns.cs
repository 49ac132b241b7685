using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Replay;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>A message and the lease it is held by.</summary>
internal sealed record HeldEvent(LeasedMessage Lease, HubEvent Event);

/// <summary>
/// Takes a batch of messages of one instance into its history. The order makes a crash at any point harmless: commit the turn, send what it asks
/// for, write the record (which says "sent"), delete the messages. See the project's README.
/// </summary>
internal sealed class InstanceTurns(TaskHub hub, SessionCache sessions, Orchestrators orchestrators, ILogger logger)
{
    private const int MostConflicts = 50;

    private static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(250);

    public async Task HandleAsync(string instanceId, IReadOnlyList<HeldEvent> batch, CancellationToken cancellation)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var session = sessions.Take(instanceId) ?? await ReadAsync(instanceId, cancellation);
            var ended = await TryHandleAsync(session, batch, cancellation);
            if (ended is not null)
            {
                if (session.Record is { HasEnded: false })
                {
                    sessions.Keep(instanceId, session);
                }

                await Parallel.ForEachAsync(ended, CancellationToken.None, async (end, _) => await end());
                return;
            }

            await Task.Delay(Random.Shared.Next(5, 20 + (conflicts * 10)), cancellation);
        }

        throw new InvalidOperationException($"Instance '{instanceId}' could not be written: other processes were faster {MostConflicts} times.");
    }

    /// <summary>Handles the batch, or gives null where another process has changed the instance meanwhile.</summary>
    private async Task<IReadOnlyList<Func<Task>>?> TryHandleAsync(InstanceSession session, IReadOnlyList<HeldEvent> batch, CancellationToken cancellation)
    {
        if (!await FinishAsync(session, cancellation) || !await PrepareAsync(session, cancellation))
        {
            return null;
        }

        var taken = new List<HubEvent>();
        var endings = new List<Func<Task>>();
        var taskIds = new HashSet<int>();
        var ids = new HashSet<string>();
        foreach (var (lease, message) in batch.Where(held => held.Lease.IsHeld))
        {
            var verdict = Inbox.Judge(message, session, DateTimeOffset.UtcNow);
            if (verdict == Verdict.Claim)
            {
                if (session.IsKept || !await ClaimAsync(session, message, cancellation))
                {
                    return null;
                }

                // The instance is another one now; judge the whole batch by it.
                return await TryHandleAsync(session, batch, cancellation);
            }

            if (verdict != Verdict.Take && session.IsKept)
            {
                return null;
            }

            if (verdict == Verdict.Refuse)
            {
                await RefuseAsync(message, cancellation);
            }

            if (verdict == Verdict.Take && (message.TaskId is { } id ? taskIds.Add(id) : ids.Add(message.Id)))
            {
                await hub.Payloads.LoadAsync(message.Payload, cancellation);
                taken.Add(message);
            }

            endings.Add(verdict == Verdict.Later ? () => LaterAsync(lease) : lease.DeleteAsync);
        }

        return await RunAsync(session, taken, cancellation) ? endings : null;
    }

    private async Task<bool> RunAsync(InstanceSession session, IReadOnlyList<HubEvent> taken, CancellationToken cancellation)
    {
        while (true)
        {
            if (session.History.Turns.Count == 0)
            {
                taken = [.. session.Beginning, .. taken];
            }

            if (taken.Count == 0)
            {
                return true;
            }

            // A start that came after other events still is the first thing the orchestrator hears of.
            var turn = orchestrators.Run(session, [.. taken.OrderBy(item => item.Kind == EventKind.ExecutionStarted ? 0 : 1)]);
            await SaveLargeValuesAsync(session.Record!, turn, cancellation);
            var record = session.Record!;
            if (await hub.Histories.TryAppendAsync(record.InstanceId, record.ExecutionId, session.History, turn, cancellation) is not { } longer)
            {
                return false;
            }

            session.Append(longer, turn);
            if (!await FinishAsync(session, cancellation) || !await PrepareAsync(session, cancellation))
            {
                return false;
            }

            orchestrators.LogEnd(record, turn);
            if (turn.Completion?.Next is null)
            {
                return true;
            }

            taken = [];
        }
    }

    /// <summary>Sends what committed turns ask for and writes the record, for all turns that the record does not yet say this of.</summary>
    private async Task<bool> FinishAsync(InstanceSession session, CancellationToken cancellation)
    {
        while (session.Record is { } record && session.History.Turns.Count - 1 > record.FinishedTurn)
        {
            var turn = session.History.Turns[record.FinishedTurn + 1];
            await Outbound.SendAsync(hub, session, turn, cancellation);
            if (await hub.Instances.TryWriteAsync(record.After(turn), session.Stored!.ETag, cancellation) is not { } written)
            {
                return false;
            }

            session.Stored = written;
            if (turn.Number == 0 && record.PreviousExecutionId is { } previous)
            {
                await hub.Histories.DeleteAsync(record.InstanceId, previous, cancellation);
            }

            if (turn.Completion?.Next is not null)
            {
                session.Begin(turn);
            }
        }

        return true;
    }

    /// <summary>
    /// For an execution that ContinueAsNew began and that has no turn yet: finds its start and the events it takes over in the last turn before it.
    /// False where another process has begun the execution meanwhile and removed the history before it.
    /// </summary>
    private async Task<bool> PrepareAsync(InstanceSession session, CancellationToken cancellation)
    {
        if (session.Record is not { HasEnded: false, PreviousExecutionId: { } previous } record
            || session.History.Turns.Count > 0 || session.Beginning.Count > 0)
        {
            return true;
        }

        if ((await hub.Histories.ReadAsync(record.InstanceId, previous, cancellation)).Turns.LastOrDefault() is not { Completion.Next: not null } before)
        {
            return false;
        }

        session.Begin(before);
        foreach (var item in session.Beginning)
        {
            await hub.Payloads.LoadAsync(item.Payload, cancellation);
        }

        return true;
    }

    private async Task<InstanceSession> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        var stored = await hub.Instances.ReadAsync(instanceId, cancellation);
        var history = stored is null ? ExecutionHistory.Empty : await hub.Histories.ReadAsync(instanceId, stored.Record.ExecutionId, cancellation);
        return new(stored, history);
    }

    private async Task<bool> ClaimAsync(InstanceSession session, HubEvent start, CancellationToken cancellation)
    {
        var replaced = session.Stored;
        session.Stored = await hub.Instances.TryWriteAsync(InstanceRecord.Of(start), replaced?.ETag, cancellation);
        session.Begin(null);
        if (session.Stored is not null && replaced is not null)
        {
            await hub.Histories.DeleteAsync(start.InstanceId, replaced.Record.ExecutionId, cancellation);
        }

        return session.Stored is not null;
    }

    private async Task RefuseAsync(HubEvent start, CancellationToken cancellation)
    {
        var failure = TaskFailureDetails.FromException(
            new InvalidOperationException($"An orchestration instance with ID '{start.InstanceId}' already exists and has not ended."));
        var refused = InstanceRecord.Of(start);
        await hub.SendAsync(
            Outbound.Report(refused, start.Parent!, new() { Status = OrchestrationRuntimeStatus.Failed, Failure = FailureText.Write(failure) }), cancellation);
    }

    private async Task SaveLargeValuesAsync(InstanceRecord record, Turn turn, CancellationToken cancellation)
    {
        foreach (var action in turn.Actions)
        {
            // A value for another instance lies with that instance, which may outlive this one.
            await hub.Payloads.SaveAsync(action.Input, action.InstanceId ?? record.InstanceId, cancellation);
        }

        await hub.Payloads.SaveAsync(turn.Completion?.Next?.Payload, record.InstanceId, cancellation);
        await hub.Payloads.SaveAsync(turn.Completion?.Output, record.InstanceId, cancellation);
        await hub.Payloads.SaveAsync(turn.Completion?.Failure, record.InstanceId, cancellation);
    }

    private async Task LaterAsync(LeasedMessage lease)
    {
        // The service counts hidden time in whole seconds, so the shorter wait happens here.
        logger.LogTrace("Message {Id} is looked at again", lease.Message.MessageId);
        await Task.Delay(SoonAgain);
        await lease.ReleaseAsync(TimeSpan.Zero);
    }
}
