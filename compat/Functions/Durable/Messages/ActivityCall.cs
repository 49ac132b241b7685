using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Messages;

/// <summary>An activity to run, on its way to any worker of the hub.</summary>
internal sealed record ActivityCall
{
    public required string InstanceId { get; init; }

    public required string ExecutionId { get; init; }

    public required int TaskId { get; init; }

    public required string Name { get; init; }

    public Payload? Input { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? TraceParent { get; init; }
}
