using Glacier.Pipeline.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>Pictures that somebody asked for over HTTP; then film and page anew.</summary>
public static class RerenderOrchestration
{
    /// <summary>Renders, films, publishes.</summary>
    /// <returns>One line per picture that could not be made.</returns>
    [Function(nameof(RerenderOrchestration))]
    public static async Task<List<string>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<RenderBatch>()!;
        var failures = new List<string>();
        foreach (var batch in request.Targets.Chunk(RenderOrchestration.BatchSize))
            failures.AddRange(await context.CallSubOrchestratorAsync<List<string>>(nameof(RenderOrchestration), request with { Targets = batch }));
        foreach (var choice in request.Targets.Select(target => new RenderChoice(target.View, target.Style)).Distinct())
            await context.CallActivityAsync<string?>(nameof(Activities.Film), new FilmRequest(request.Glacier, choice), Round.Retry);
        await context.CallActivityAsync<int>(nameof(Activities.Publish), request.Glacier, Round.Retry);
        return failures;
    }
}
