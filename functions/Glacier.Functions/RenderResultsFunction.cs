using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Glacier.Functions;

/// <summary>Hands the renderer's results to the orchestrations that wait for them.</summary>
public sealed class RenderResultsFunction
{
    /// <summary>Handles one result.</summary>
    [Function(nameof(RenderResultsFunction))]
    public static async Task RunAsync([QueueTrigger(Queues.RenderResults)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var result = MessageText.Read<RenderResult>(message);
        using var span = PipelineTelemetry.Continue("rendered", result.TraceParent);
        span?.SetTag("glacier", result.Glacier.Value).SetTag("glacier.date", PipelineTelemetry.DateOf(result.Step));
        if (await client.GetInstanceAsync(result.Instance, cancellation) is { IsCompleted: false })
            await client.RaiseEventAsync(result.Instance, RenderJob.EventName(result.Key), result, cancellation);
    }
}
