using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Client;

/// <summary>The answer to a query, fetched page by page.</summary>
internal sealed class InstancePages(
    TaskHub hub, OrchestrationQuery query, Func<InstanceRecord, bool, CancellationToken, Task<OrchestrationMetadata>> describe)
    : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
        ReadAsync(continuationToken ?? query.ContinuationToken, pageSizeHint ?? query.PageSize, CancellationToken.None);

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        string? continuation, int pageSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (query.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(hub.Name, StringComparer.OrdinalIgnoreCase))
        {
            yield break;
        }

        var statuses = query.Statuses?.ToHashSet() is { Count: > 0 } some ? some : null;
        var pages = hub.Instances.ListAsync(query.InstanceIdPrefix, query.CreatedFrom, query.CreatedTo, statuses, continuation, pageSize, cancellation);
        await foreach (var (names, next) in pages)
        {
            var records = await Task.WhenAll(names.Select(name => hub.Instances.ReadByNameAsync(name, cancellation)));
            var found = await Task.WhenAll(records.OfType<InstanceRecord>().Select(record => describe(record, query.FetchInputsAndOutputs, cancellation)));
            yield return new(found, next);
        }
    }
}
