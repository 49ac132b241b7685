using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Terrain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions;

/// <summary>Turns a blob's arrival into a round of its glacier's recession.</summary>
/// <remarks>
/// A running round is told that something arrived, and the arrival is looked at again after a while: a round that ended in the same moment would otherwise
/// have missed it. An arrival whose version a round took up is dropped. So none is lost, and one delivered twice does no harm.
/// </remarks>
public sealed class ArrivalFunction(Workbench bench, RoundOptions options)
{
    /// <summary>Handles one BlobCreated event.</summary>
    [Function(nameof(ArrivalFunction))]
    public async Task RunAsync([QueueTrigger(Queues.Arrivals)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var arrival = MessageText.Read<ArrivalEvent>(message);
        if (arrival.Blob is not { } blob || !Containers.Inputs.Contains(blob.Container) || blob.Container == Containers.Models)
        {
            bench.Log.LogInformation("{Subject} ({Type}) is none of ours", arrival.Subject, arrival.EventType);
            return;
        }

        var slash = blob.Name.IndexOf('/');
        if (slash <= 0 || !GlacierId.TryParse(blob.Name[..slash], out var glacier))
        {
            await QuarantineRecords.KeepAsync(bench, blob, Refusal(blob.Name), cancellation);
            return;
        }

        if (await RoundStep.HasSeenAsync(bench, glacier, blob, arrival.Data.ETag, cancellation))
        {
            return;
        }

        using var span = PipelineTelemetry.Source.StartActivity("arrival");
        span?.SetTag("glacier", glacier.Value).SetTag("blob", blob.ToString());
        bench.Log.LogInformation("{Glacier}: {File} arrived", glacier, blob);
        PipelineTelemetry.Arrived(glacier, blob.Container);
        if (await IsRunningAsync(client, glacier, cancellation) || !await TryStartAsync(client, glacier, cancellation))
        {
            await client.RaiseEventAsync(glacier.Value, RecessionOrchestration.Arrived, blob.Name, cancellation);
            await bench.Stores.SendAsync(Queues.Arrivals, arrival, TimeSpan.FromSeconds(options.RecheckSeconds), cancellation);
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, GlacierId glacier, CancellationToken cancellation) =>
        await client.GetInstanceAsync(glacier.Value, cancellation) is { IsCompleted: false };

    private async Task<bool> TryStartAsync(DurableTaskClient client, GlacierId glacier, CancellationToken cancellation)
    {
        var start = new StartOrchestrationOptions(glacier.Value)
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        var request = new RecessionRequest(glacier, options.QuietSeconds, options.RenderDeadlineSeconds);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RecessionOrchestration), request, start, cancellation);
            return true;
        }
        catch (Exception raced) when (raced is not OperationCanceledException)
        {
            // another arrival was faster; anything else is tried again by the queue
            if (await IsRunningAsync(client, glacier, cancellation))
                return false;
            throw;
        }
    }

    private static InvalidInputException Refusal(string name)
    {
        try
        {
            BlobNames.SplitInput(name);
            throw new InvalidOperationException($"'{name}' has a glacier's name after all");
        }
        catch (InvalidInputException broken)
        {
            return broken;
        }
    }
}
