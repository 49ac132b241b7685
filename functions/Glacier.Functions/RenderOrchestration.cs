using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>Pictures to be made, at most <see cref="RenderOrchestration.BatchSize"/>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Targets">The pictures.</param>
/// <param name="DeadlineSeconds">How long nothing may come before the missing ones are asked for once more.</param>
public sealed record RenderBatch(GlacierId Glacier, IReadOnlyList<RenderTarget> Targets, double DeadlineSeconds);

/// <summary>One message per picture.</summary>
public static class RenderOrchestration
{
    /// <summary>Pictures of one orchestration.</summary>
    public const int BatchSize = QueuedWork.BatchSize;

    /// <summary>Makes the pictures.</summary>
    /// <returns>One line per picture that could not be made.</returns>
    [Function(nameof(RenderOrchestration))]
    public static Task<List<string>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<RenderBatch>()!;
        return QueuedWork.DoAsync(
            context, batch.Targets, batch.DeadlineSeconds, nameof(Activities.SendRenderJobs),
            targets => new SendRequest(batch.Glacier, targets, context.InstanceId), target => $"{target.Epoch} {target.View} {target.Style}");
    }
}
