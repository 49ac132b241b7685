using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Replay;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>Replays the app's orchestrator functions.</summary>
internal sealed class Orchestrators(TaskHub hub, FunctionIndex functions, FunctionInvoker invoker, DataConverter converter, ILoggerFactory loggers)
{
    /// <summary>Replays an instance and gives its next turn.</summary>
    public Turn Run(InstanceSession session, IReadOnlyList<HubEvent> received)
    {
        var record = session.Record!;
        using var scope = invoker.CreateScope();
        var replay = new OrchestrationReplay(record, converter, loggers, context => Start(record, context, scope.ServiceProvider), () => ReportStray(record));
        var turn = replay.Run(session.History.Turns, received, Now(session, received));
        if (replay.Failure is { } failure)
        {
            LogFailure(record, failure);
        }

        return turn;
    }

    /// <summary>The turn's time: never before an earlier turn's, nor before a timer that fires in it, however the clocks of several machines differ.</summary>
    private static DateTime Now(InstanceSession session, IReadOnlyList<HubEvent> received)
    {
        var latest = received.Max(item => item.DueAt?.UtcDateTime) ?? DateTime.MinValue;
        var before = session.History.Turns.Count > 0 ? session.History.Turns[^1].Time : DateTime.MinValue;
        return new[] { DateTime.UtcNow, latest, before }.Max();
    }

    /// <summary>Logs how an execution ended, once it is committed.</summary>
    public void LogEnd(InstanceRecord record, Turn turn)
    {
        if (turn.Completion is { } completion && Logger(record.Name) is { } logger && logger.IsEnabled(LogLevel.Information))
        {
            var outcome = completion.Next is null ? completion.Status.ToString() : "continued as new";
            logger.LogInformation("Orchestration '{Name}' (instance {InstanceId}): {Outcome}", record.Name, record.InstanceId, outcome);
        }
    }

    private Task<object?> Start(InstanceRecord record, ReplayContext context, IServiceProvider services)
    {
        if (functions.FindOrchestrator(record.Name) is not { } function)
        {
            throw new InvalidOperationException(FailureText.NoSuchFunction(record.Name, "an orchestrator").ErrorMessage);
        }

        if (!context.IsReplaying)
        {
            Logger(record.Name).LogInformation("Orchestration '{Name}' (instance {InstanceId}): started", record.Name, record.InstanceId);
        }

        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = record.InstanceId };
        return invoker.InvokeAsync(new(function, context, data, services), CancellationToken.None, type => converter.Deserialize(context.Input, type));
    }

    private void ReportStray(InstanceRecord record) => _ = Task.Run(async () =>
    {
        try
        {
            await hub.SendAsync(
                new HubEvent
                {
                    Id = Guid.NewGuid().ToString("N"),
                    Kind = EventKind.Faulted,
                    InstanceId = record.InstanceId,
                    ExecutionId = record.ExecutionId,
                    SentAt = DateTimeOffset.UtcNow,
                },
                CancellationToken.None);
        }
        catch (Exception failure)
        {
            Logger(record.Name).LogError(failure, "Orchestration instance {InstanceId} awaited a task that is not durable", record.InstanceId);
        }
    });

    private void LogFailure(InstanceRecord record, Exception failure)
    {
        var what = failure is NonDeterministicOrchestrationException ? "is not deterministic" : "failed";
        Logger(record.Name).LogError(failure, "Orchestration '{Name}' (instance {InstanceId}) {What}", record.Name, record.InstanceId, what);
    }

    private ILogger Logger(string function) => loggers.CreateLogger("Function." + function);
}
