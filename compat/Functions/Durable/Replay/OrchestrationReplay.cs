using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Replay;

/// <summary>
/// Runs an orchestrator from its start: first the turns of its history, in which the code must ask for exactly what it asked for then,
/// then one new turn with the events that have come since.
/// </summary>
internal sealed class OrchestrationReplay
{
    private const int MostSeen = 256;

    private readonly InstanceRecord record;
    private readonly DataConverter converter;
    private readonly Func<ReplayContext, Task<object?>> start;
    private readonly Action strayedLate;
    private readonly OrchestrationActions actions = new();
    private readonly ExternalEvents events;
    private readonly OrchestratorThread thread;
    private readonly ReplayContext context;
    private readonly List<HubEvent> waiting = [];
    private readonly List<string> seen = [];
    private readonly Lock strayLock = new();
    private Task<object?>? orchestrator;
    private Completion? ended;
    private bool suspended;
    private bool strayed;
    private bool over;

    /// <summary>Prepares a replay.</summary>
    /// <param name="record">The instance.</param>
    /// <param name="converter">Reads and writes inputs and results.</param>
    /// <param name="loggers">For the orchestrator's loggers.</param>
    /// <param name="start">Calls the orchestrator function.</param>
    /// <param name="strayedLate">Told when, after the replay, a continuation arrives from a thread that is not the orchestrator's.</param>
    public OrchestrationReplay(
        InstanceRecord record, DataConverter converter, ILoggerFactory loggers, Func<ReplayContext, Task<object?>> start, Action strayedLate)
    {
        this.record = record;
        this.converter = converter;
        this.start = start;
        this.strayedLate = strayedLate;
        events = new(converter);
        thread = new(Stray);
        context = new(record, thread, actions, events, converter, loggers);
    }

    /// <summary>The exception that ended the orchestrator in the new turn.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Replays the history and gives the new turn.</summary>
    public Turn Run(IReadOnlyList<Turn> history, IReadOnlyList<HubEvent> received, DateTime now)
    {
        context.Replaying = true;
        foreach (var turn in history)
        {
            context.Now = turn.Time;
            actions.Replay(turn);
            DeliverAll(turn.Received);
            actions.EndReplay();
        }

        if (orchestrator is { IsCompleted: true } || ended is not null)
        {
            actions.Contradict("The current replay execution completed at a point where a previous execution went on.");
        }

        context.Replaying = false;
        context.Now = now;
        if (actions.Contradiction is null)
        {
            DeliverAll(received);
        }

        return new()
        {
            Number = history.Count,
            Time = now,
            Received = received,
            Completion = Complete(),
            Actions = actions.Contradiction is null ? actions.Asked : [],
            CustomStatus = context.CustomStatus,
            Suspended = suspended,
        };
    }

    private bool HasEnded => ended is not null || orchestrator is { IsCompleted: true };

    private void DeliverAll(IEnumerable<HubEvent> received)
    {
        foreach (var item in received)
        {
            if (item.Kind == EventKind.EventRaised)
            {
                seen.Add(item.Id);
            }

            Deliver(item);
        }
    }

    private void Deliver(HubEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.Terminated:
                ended ??= new() { Status = OrchestrationRuntimeStatus.Terminated, Output = item.Payload, Recursive = item.Recursive };
                break;
            case EventKind.Faulted:
                ended ??= Failed(new InvalidOperationException(ReplayContext.IllegalAwait));
                break;
            case EventKind.Suspended:
                suspended = true;
                break;
            case EventKind.Resumed:
                suspended = false;
                var resumed = waiting.ToArray();
                waiting.Clear();
                Array.ForEach(resumed, Deliver);
                break;
            case EventKind.EventRaised when HasEnded:
                events.Keep(item.Name!, item.Payload?.Text, item);
                break;
            default:
                if (suspended)
                {
                    waiting.Add(item);
                }
                else if (!HasEnded)
                {
                    Run(() => Apply(item));
                }

                break;
        }
    }

    private void Apply(HubEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.ExecutionStarted:
                seen.InsertRange(0, item.Seen ?? []);
                context.Input = item.Payload?.Text;
                context.CustomStatus = item.CustomStatus;
                orchestrator = start(context);
                break;
            case EventKind.TaskCompleted or EventKind.SubOrchestrationCompleted or EventKind.TimerFired:
                context.Complete(item.TaskId!.Value, item.Payload?.Text);
                break;
            case EventKind.TaskFailed or EventKind.SubOrchestrationFailed:
                context.Fail(item.TaskId!.Value, FailureText.Read(item.Payload));
                break;
            case EventKind.EventRaised:
                events.Deliver(item.Name!, item.Payload?.Text, item);
                break;
        }
    }

    private void Run(Action action)
    {
        try
        {
            thread.Run(action);
        }
        catch (Exception failure)
        {
            // An exception that left the code past its task, from an async void method say, fails the orchestration like any other.
            ended ??= Failed(failure);
        }
    }

    private Completion? Complete()
    {
        lock (strayLock)
        {
            over = true;
        }

        if (actions.Contradiction is { } contradiction)
        {
            return Failed(contradiction);
        }

        if (ended is not null)
        {
            return ended;
        }

        if (strayed || (orchestrator is { IsCompleted: false } && !context.Waits && !suspended))
        {
            return Failed(new InvalidOperationException(ReplayContext.IllegalAwait));
        }

        return orchestrator switch
        {
            { IsCompletedSuccessfully: true } when context.Anew is { } anew => BeginAnew(anew),
            { IsCompletedSuccessfully: true } => Succeeded(orchestrator.Result),
            { IsFaulted: true } => Failed(orchestrator.Exception!.InnerException!),
            { IsCanceled: true } => Failed(new TaskCanceledException(orchestrator)),
            _ => null,
        };
    }

    private Completion Succeeded(object? result)
    {
        try
        {
            return new() { Status = OrchestrationRuntimeStatus.Completed, Output = Payload.Of(converter.Serialize(result)) };
        }
        catch (Exception unwritable) when (unwritable is System.Text.Json.JsonException or NotSupportedException)
        {
            return Failed(unwritable);
        }
    }

    private Completion Failed(Exception failure)
    {
        Failure = failure;
        return new() { Status = OrchestrationRuntimeStatus.Failed, Failure = FailureText.Write(TaskFailureDetails.FromException(failure)) };
    }

    private Completion BeginAnew(ContinueAsNewOptions anew)
    {
        var execution = Guid.NewGuid().ToString("N");
        return new()
        {
            Status = OrchestrationRuntimeStatus.Running,
            Next = new()
            {
                Id = execution + ":start",
                Kind = EventKind.ExecutionStarted,
                InstanceId = record.InstanceId,
                ExecutionId = execution,
                Name = record.Name,
                Payload = Payload.Of(converter.Serialize(anew.NewInput)),
                SentAt = context.Now,
                Parent = record.Parent,
                Version = anew.NewVersion ?? record.Version,
                Tags = record.Tags,
                CustomStatus = context.CustomStatus,
                Seen = seen.Count > MostSeen ? seen.GetRange(seen.Count - MostSeen, MostSeen) : seen,
            },
            Carried = anew.PreserveUnprocessedEvents ? [.. events.Kept.Cast<HubEvent>()] : [],
        };
    }

    private void Stray()
    {
        bool late;
        lock (strayLock)
        {
            late = over && !strayed;
            strayed = true;
        }

        if (late)
        {
            strayedLate();
        }
    }
}
