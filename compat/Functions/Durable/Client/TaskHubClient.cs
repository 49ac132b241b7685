using System.Collections.Immutable;
using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Replay;

namespace Microsoft.DurableTask.Client;

/// <summary>The client of a hub in storage.</summary>
internal sealed class TaskHubClient(TaskHub hub, DataConverter converter) : DurableTaskClient(hub.Name)
{
    private static readonly string[] Live =
        [nameof(OrchestrationRuntimeStatus.Pending), nameof(OrchestrationRuntimeStatus.Running), nameof(OrchestrationRuntimeStatus.Suspended)];

    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(300);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(orchestratorName.Name))
        {
            throw new ArgumentNullException(nameof(orchestratorName));
        }

        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        await MakeRoomAsync(id, options?.DedupeStatuses, cancellation);
        var start = new HubEvent
        {
            Id = Guid.NewGuid().ToString("N"),
            Kind = EventKind.ExecutionStarted,
            InstanceId = id,
            ExecutionId = Guid.NewGuid().ToString("N"),
            Name = orchestratorName,
            Payload = Payload.Of(converter.Serialize(input)),
            SentAt = DateTimeOffset.UtcNow,
            DueAt = options?.StartAt,
            Version = options?.Version?.Version,
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
            TraceParent = Activity.Current?.Id,
        };

        // The start before the record: a client that dies in between has started the instance, not lost it (see Inbox).
        await hub.SendAsync(start, wake: false, cancellation);
        while (true)
        {
            var existing = await hub.Instances.ReadAsync(id, cancellation);
            if (existing?.Record.Generation == start.ExecutionId)
            {
                return id;
            }

            if (existing is not null && Refuses(existing.Record, options?.DedupeStatuses))
            {
                throw AlreadyExists(existing.Record);
            }

            if (await hub.Instances.TryWriteAsync(InstanceRecord.Of(start), existing?.ETag, cancellation) is not null)
            {
                if (existing is not null)
                {
                    await hub.Histories.DeleteAsync(id, existing.Record.ExecutionId, cancellation);
                }

                hub.Wake();
                return id;
            }
        }
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(EventKind.EventRaised, instanceId, eventName, eventPayload, false, cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(EventKind.Terminated, instanceId, null, options?.Output, options?.Recursive ?? false, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(EventKind.Suspended, instanceId, null, reason, false, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(EventKind.Resumed, instanceId, null, reason, false, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, record => record.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, record => record.HasEnded, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await hub.Instances.ReadAsync(instanceId, cancellation) is { } stored
            ? await DescribeAsync(stored.Record, getInputsAndOutputs, cancellation)
            : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(hub, filter ?? new(), DescribeAsync);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var purged = await hub.Instances.ReadAsync(instanceId, cancellation) is { Record.HasEnded: true } stored
            && await hub.Instances.PurgeAsync(stored, cancellation);
        return new(purged ? 1 : 0, true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var count = 0;
        await foreach (var instance in GetAllInstancesAsync(new(filter.CreatedFrom, filter.CreatedTo, filter.Statuses)).WithCancellation(cancellation))
        {
            count += (await PurgeInstanceAsync(instance.InstanceId, options, cancellation)).PurgedInstanceCount;
        }

        return new(count, true);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var stored = await hub.Instances.ReadAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.");
        if (!restartWithNewInstanceId && !stored.Record.HasEnded)
        {
            throw new InvalidOperationException($"An orchestration with the instanceId {instanceId} cannot be restarted.");
        }

        await hub.Payloads.LoadAsync(stored.Record.Input, cancellation);
        var input = stored.Record.Input?.Text is { } text ? converter.Deserialize<System.Text.Json.JsonElement>(text) : (object?)null;
        var options = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId) { Version = stored.Record.Version };
        return await ScheduleNewOrchestrationInstanceAsync(stored.Record.Name, input, options, cancellation);
    }

    public override ValueTask DisposeAsync() => default;

    private static OrchestrationAlreadyExistsException AlreadyExists(InstanceRecord record) =>
        new($"An Orchestration instance with the ID {record.InstanceId} already exists.");

    private static bool Refuses(InstanceRecord record, IReadOnlyList<string>? statuses) =>
        (statuses ?? Live).Contains(record.Status.ToString(), StringComparer.OrdinalIgnoreCase) || !record.HasEnded;

    /// <summary>Refuses a start that must not be, and ends a live instance that may be replaced.</summary>
    private async Task MakeRoomAsync(string id, IReadOnlyList<string>? statuses, CancellationToken cancellation)
    {
        foreach (var status in statuses ?? [])
        {
            if (!Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out _))
            {
                throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.");
            }
        }

        if (await hub.Instances.ReadAsync(id, cancellation) is not { } existing)
        {
            return;
        }

        if ((statuses ?? Live).Contains(existing.Record.Status.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            throw AlreadyExists(existing.Record);
        }

        if (!existing.Record.HasEnded)
        {
            await TerminateInstanceAsync(id, (object)"replaced by a new instance of the same ID", cancellation);
            await WaitForInstanceCompletionAsync(id, false, cancellation);
        }
    }

    private Task SendAsync(EventKind kind, string instanceId, string? name, object? payload, bool recursive, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return hub.SendAsync(
            new HubEvent
            {
                Id = Guid.NewGuid().ToString("N"),
                Kind = kind,
                InstanceId = instanceId,
                Name = name,
                Payload = Payload.Of(converter.Serialize(payload)),
                Recursive = recursive,
                SentAt = DateTimeOffset.UtcNow,
            },
            cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> reached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var pause = TimeSpan.FromMilliseconds(30);
        while (true)
        {
            if (await hub.Instances.ReadAsync(instanceId, cancellation) is { } stored && reached(stored.Record))
            {
                return await DescribeAsync(stored.Record, getInputsAndOutputs, cancellation);
            }

            await Task.Delay(pause, cancellation);
            pause = pause * 1.5 < LongestPoll ? pause * 1.5 : LongestPoll;
        }
    }

    private async Task<OrchestrationMetadata> DescribeAsync(InstanceRecord record, bool values, CancellationToken cancellation)
    {
        if (values)
        {
            await hub.Payloads.LoadAsync(record.Input, cancellation);
            await hub.Payloads.LoadAsync(record.Output, cancellation);
            await hub.Payloads.LoadAsync(record.Failure, cancellation);
        }

        return new(record.Name, record.InstanceId)
        {
            DataConverter = values ? converter : null,
            RuntimeStatus = record.Status,
            CreatedAt = record.CreatedAt,
            LastUpdatedAt = record.LastUpdatedAt,
            SerializedInput = values ? record.Input?.Text : null,
            SerializedOutput = values ? record.Output?.Text : null,
            SerializedCustomStatus = values ? record.CustomStatus : null,
            FailureDetails = values && record.Failure is not null ? FailureText.Read(record.Failure) : null,
            Tags = record.Tags ?? ImmutableDictionary<string, string>.Empty,
        };
    }
}
