using System.Globalization;
using System.Text;
using Microsoft.DurableTask.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Replay;

/// <summary>The context that orchestrator code sees during one replay.</summary>
internal sealed class ReplayContext(
    InstanceRecord record, OrchestratorThread thread, OrchestrationActions actions, ExternalEvents events, DataConverter converter, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator function's "
        + "implementation or by middleware that invokes asynchronous code.";

    private const int LargestCustomStatus = 16 * 1024;

    private readonly Dictionary<int, OpenTask> open = [];
    private int guids;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    public string? Input { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Set when the code asked to begin anew.</summary>
    public ContinueAsNewOptions? Anew { get; private set; }

    /// <summary>Whether an awaited durable task can still end.</summary>
    public bool Waits => open.Count > 0 || events.HasWaiters;

    public override TaskName Name => record.Name;

    public override string InstanceId => record.InstanceId;

    public override ParentOrchestrationInstance? Parent => record.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override string Version => record.Version ?? string.Empty;

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default
    {
        DemandThread();
        return converter.Deserialize<T>(Input);
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        DemandThread();
        DemandName(name);
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}. "
                + $"Did you actually mean to provide a {nameof(TaskOptions)} value for the {nameof(options)} parameter?",
                nameof(input));
        }

        var serialized = converter.Serialize(input);
        return RetryLoop.RunAsync(this, options?.Retry, () => Open<TResult>(
            new() { TaskId = actions.NextTaskId, Kind = ActionKind.Activity, Name = name, Input = Payload.Of(serialized), Tags = Copy(options?.Tags) }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        DemandThread();
        DemandName(orchestratorName);
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var serialized = converter.Serialize(input);
        return RetryLoop.RunAsync(this, options?.Retry, () => Open<TResult>(new()
        {
            TaskId = actions.NextTaskId,
            Kind = ActionKind.SubOrchestration,
            Name = orchestratorName,
            InstanceId = child,
            Input = Payload.Of(serialized),
            Version = options?.Version?.Version,
            Tags = Copy(options?.Tags),
        }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        DemandThread();
        var id = actions.NextTaskId;
        var task = Open<object>(new() { TaskId = id, Kind = ActionKind.Timer, FireAt = fireAt.ToUniversalTime() });
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (open.Remove(id, out var timer))
                {
                    timer.Cancel(cancellationToken);
                }
            });
        }

        return task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        DemandThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        DemandThread();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        actions.Ask(new()
        {
            TaskId = actions.NextTaskId,
            Kind = ActionKind.SendEvent,
            Name = eventName,
            InstanceId = instanceId,
            Input = Payload.Of(converter.Serialize(payload)),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        DemandThread();
        var text = converter.Serialize(customStatus);
        if (text is not null && Encoding.Unicode.GetByteCount(text) > LargestCustomStatus)
        {
            throw new ArgumentException("The size of the JSON-serialized payload must not exceed 16 KB of UTF-16 text.", nameof(customStatus));
        }

        CustomStatus = text;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new() { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        DemandThread();
        ArgumentNullException.ThrowIfNull(options);
        Anew = options;
    }

    public override Guid NewGuid()
    {
        DemandThread();
        return DeterministicGuid.Of(string.Create(CultureInfo.InvariantCulture, $"{record.InstanceId}_{record.ExecutionId}_{Now:O}_{guids++}"));
    }

    /// <summary>Ends an open task with a result; nothing happens where the code has cancelled it.</summary>
    public void Complete(int taskId, string? result)
    {
        if (open.Remove(taskId, out var task))
        {
            task.Complete(result, converter);
        }
    }

    /// <summary>Ends an open task with a failure.</summary>
    public void Fail(int taskId, TaskFailureDetails failure)
    {
        if (open.Remove(taskId, out var task))
        {
            task.Fail(taskId, failure);
        }
    }

    /// <summary>Throws unless the caller is on the orchestrator's thread.</summary>
    /// <exception cref="InvalidOperationException">The code has awaited something that is not durable.</exception>
    public void DemandThread()
    {
        if (!thread.IsCurrent)
        {
            thread.Stray();
            throw new InvalidOperationException(IllegalAwait);
        }
    }

    private static void DemandName(TaskName name)
    {
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentNullException(nameof(name), "A task has to be named.");
        }
    }

    private static Dictionary<string, string>? Copy(IDictionary<string, string>? tags) => tags is { Count: > 0 } ? new(tags) : null;

    private Task<T> Open<T>(OrchestratorAction action)
    {
        DemandThread();
        var task = new OpenTask<T>(action.Name);
        open[actions.Ask(action)] = task;
        return task.Task;
    }

    private abstract class OpenTask
    {
        public abstract void Complete(string? result, DataConverter converter);

        public abstract void Fail(int taskId, TaskFailureDetails failure);

        public abstract void Cancel(CancellationToken cancellation);
    }

    private sealed class OpenTask<T>(string? name) : OpenTask
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public override void Complete(string? result, DataConverter converter)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(result);
            }
            catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or NotSupportedException)
            {
                source.TrySetException(unreadable);
                return;
            }

            source.TrySetResult(value!);
        }

        public override void Fail(int taskId, TaskFailureDetails failure) =>
            source.TrySetException(new TaskFailedException(name ?? string.Empty, taskId, failure));

        public override void Cancel(CancellationToken cancellation) => source.TrySetCanceled(cancellation);
    }
}
