using Glacier.Functions.Tests.Faults;

namespace Glacier.Functions.Tests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task One_trace_leads_from_the_arrival_through_every_queue_to_the_publication()
    {
        await using var collector = await CollectorServer.StartAsync();

        // the app speaks to a collector, the renderer to Application Insights' stand-in: one trace all the same
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["Glacier.Functions"] = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            },
            ["Glacier.Renderer"] = new Dictionary<string, string>
            {
                ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint={collector.Address}/",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            },
        };
        await using var pipeline = await RunningPipeline.StartAsync(settings);
        await pipeline.DropAsync("traced", SmallSeries.Dems(1).Append(SmallSeries.Settings));
        await pipeline.CompletedAsync("traced", TimeSpan.FromMinutes(2));
        var spans = await collector.UntilAsync(all => all.Any(span => span.Name == "publish") && all.Any(span => span.Name == "rendered"));

        var published = spans.Last(span => span.Name == "publish");
        var trace = spans.Where(span => span.Trace == published.Trace).ToList();
        var names = trace.Select(span => span.Name).ToHashSet();
        foreach (var name in new[] { "arrival", "normalize", "coregister", "outline", "contours", "render-job", "render", "rendered", "film", "publish" })
            Assert.Contains(name, names);
        Assert.Equal(["glacier-pipeline", "glacier-renderer"], trace.Select(span => span.Service).Distinct().Order(StringComparer.Ordinal));

        // a chain without a gap: whoever has a parent in this trace has one that was collected
        var ids = trace.Select(span => span.Id).ToHashSet();
        Assert.All(trace.Where(span => span.Parent.Length > 0 && span.Name is not ("arrival" or "function ArrivalFunction")), span => Assert.Contains(span.Parent, ids));
        var render = trace.First(span => span.Name == "render-job");
        Assert.Equal("function SendRenderJobs", trace.Single(span => span.Id == render.Parent).Name);
        Assert.Equal(render.Id, trace.First(span => span.Name == "rendered").Parent);
        Assert.Equal("traced", render.Attributes["glacier"]);
        Assert.Matches(@"^\d{4}", render.Attributes["glacier.date"]);

        // metrics are sent at intervals: the round's may still be on its way
        for (var waited = 0; waited < 100 && !collector.Metrics.ContainsKey("glacier.rounds"); waited++)
            await Task.Delay(100);
        Assert.Contains("glacier.products", collector.Metrics.Keys);
        Assert.Contains("glacier.rounds", collector.Metrics.Keys);
    }
}
