namespace Microsoft.DurableTask.Engine;

/// <summary>The settings of <c>extensions.durableTask</c>.</summary>
internal sealed record HubOptions(string HubName, int MaxConcurrentActivities, int MaxConcurrentOrchestrators);
