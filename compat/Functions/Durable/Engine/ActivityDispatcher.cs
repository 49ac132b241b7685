using Azure;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Messages;
using Microsoft.DurableTask.Replay;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Runs the app's activity functions. The outcome is sent before the call is deleted: a crash in between runs the activity again, and the
/// orchestration takes only the first outcome.
/// </summary>
internal sealed class ActivityDispatcher
{
    private readonly TaskHub hub;
    private readonly FunctionIndex functions;
    private readonly FunctionInvoker invoker;
    private readonly DataConverter converter;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();

    public ActivityDispatcher(
        TaskHub hub, FunctionIndex functions, FunctionInvoker invoker, DataConverter converter, HubOptions options, ILogger logger)
    {
        this.hub = hub;
        this.functions = functions;
        this.invoker = invoker;
        this.converter = converter;
        this.logger = logger;
        Pump = new(hub.WorkItems, new(32, () => options.MaxConcurrentActivities - Pump!.HeldCount, TimeSpan.FromSeconds(1)), HandleAsync, logger);
    }

    public QueuePump Pump { get; }

    public async Task StopAsync(CancellationToken deadline)
    {
        await stopping.CancelAsync();
        await Pump.StopAsync(deadline);
    }

    private async Task HandleAsync(LeasedMessage lease)
    {
        var call = HubJson.Read<ActivityCall>(lease.Message.Body.ToMemory().Span);
        try
        {
            await hub.Payloads.LoadAsync(call.Input, CancellationToken.None);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            logger.LogWarning("Activity '{Name}' of instance {InstanceId} is dropped: the instance has been purged", call.Name, call.InstanceId);
            await lease.DeleteAsync();
            return;
        }

        HubEvent outcome;
        try
        {
            outcome = await RunAsync(call);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is stopping and the activity heeded it: it runs anew elsewhere.
            await lease.ReleaseAsync(TimeSpan.Zero);
            return;
        }

        await hub.SendAsync(outcome, CancellationToken.None);
        await lease.DeleteAsync();
    }

    private async Task<HubEvent> RunAsync(ActivityCall call)
    {
        if (functions.FindActivity(call.Name) is not { } function)
        {
            logger.LogError("Activity '{Name}' called by instance {InstanceId} does not exist", call.Name, call.InstanceId);
            return Outcome(call, EventKind.TaskFailed, FailureText.Write(FailureText.NoSuchFunction(call.Name, "an activity")));
        }

        try
        {
            using var scope = invoker.CreateScope();
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = call.InstanceId };
            var invocation = new Invocation(function, new CalledActivity(call), data, scope.ServiceProvider, TraceParent: call.TraceParent);
            var result = await invoker.InvokeAsync(invocation, stopping.Token, type => converter.Deserialize(call.Input?.Text, type));
            return Outcome(call, EventKind.TaskCompleted, Payload.Of(converter.Serialize(result)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            return Outcome(call, EventKind.TaskFailed, FailureText.Write(TaskFailureDetails.FromException(failure)));
        }
    }

    private static HubEvent Outcome(ActivityCall call, EventKind kind, Payload? payload) => new()
    {
        Id = $"{call.ExecutionId}:{call.TaskId}:ended",
        Kind = kind,
        InstanceId = call.InstanceId,
        ExecutionId = call.ExecutionId,
        TaskId = call.TaskId,
        Payload = payload,
        SentAt = DateTimeOffset.UtcNow,
    };

    private sealed class CalledActivity(ActivityCall call) : TaskActivityContext
    {
        public override TaskName Name => call.Name;

        public override string InstanceId => call.InstanceId;
    }
}
