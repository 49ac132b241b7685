using System.Globalization;
using Azure.Storage.Queues;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What <c>host.json</c> says, with the genuine defaults; the longest pause between polls alone is shorter, for a developer's machine.</summary>
internal sealed record HostOptions(
    string RoutePrefix,
    int QueueBatchSize,
    int QueueNewBatchThreshold,
    int QueueMaxDequeueCount,
    TimeSpan QueueVisibilityTimeout,
    TimeSpan QueueMaxPollingInterval,
    QueueMessageEncoding QueueEncoding,
    HubOptions Hub)
{
    public static HostOptions Read(IConfiguration configuration)
    {
        var extensions = configuration.GetSection($"{HostSettings.Section}:extensions");
        var (http, queues, durable) = (extensions.GetSection("http"), extensions.GetSection("queues"), extensions.GetSection("durableTask"));
        var batchSize = queues.GetValue("batchSize", 16);
        var concurrency = 10 * Environment.ProcessorCount;
        return new(
            http.GetValue("routePrefix", "api")!.Trim('/'),
            batchSize,
            queues.GetValue("newBatchThreshold", batchSize / 2),
            queues.GetValue("maxDequeueCount", 5),
            Duration(queues["visibilityTimeout"], TimeSpan.Zero),
            Duration(queues["maxPollingInterval"], TimeSpan.FromSeconds(1)),
            string.Equals(queues["messageEncoding"], "none", StringComparison.OrdinalIgnoreCase) ? QueueMessageEncoding.None : QueueMessageEncoding.Base64,
            new(
                new SettingNames(configuration).Resolve(durable["hubName"] ?? "TestHubName"),
                durable.GetValue("maxConcurrentActivityFunctions", concurrency),
                durable.GetValue("maxConcurrentOrchestratorFunctions", concurrency)));
    }

    private static TimeSpan Duration(string? text, TimeSpan otherwise) => text is null ? otherwise : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
