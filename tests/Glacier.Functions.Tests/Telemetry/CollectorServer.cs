using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions.Tests.Telemetry;

/// <summary>A span as a collector receives it.</summary>
internal sealed record CollectedSpan(string Service, string Name, string Trace, string Id, string Parent, IReadOnlyDictionary<string, string> Attributes);

/// <summary>An OpenTelemetry collector on this machine: takes OTLP over HTTP in protobuf and keeps spans and names of metrics.</summary>
internal sealed class CollectorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CollectorServer(WebApplication app) => _app = app;

    public ConcurrentQueue<CollectedSpan> Spans { get; } = new();

    public ConcurrentDictionary<string, string> Metrics { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<CollectorServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new CollectorServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var resource in Messages(body.ToArray(), 1))
        {
            var service = Messages(resource, 1).SelectMany(attributes => Attributes(attributes, 1)).FirstOrDefault(pair => pair.Key == "service.name").Value ?? "";
            foreach (var item in Messages(resource, 2).SelectMany(scope => Messages(scope, 2)))
            {
                if (context.Request.Path.Value!.EndsWith("/traces", StringComparison.Ordinal))
                    Spans.Enqueue(new CollectedSpan(service, Text(item, 5), Hex(item, 1), Hex(item, 2), Hex(item, 4), Attributes(item, 9).ToDictionary()));
                else
                    Metrics[Text(item, 1)] = service;
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private static IEnumerable<KeyValuePair<string, string>> Attributes(byte[] message, int field) => Messages(message, field)
        .Select(attribute => KeyValuePair.Create(Text(attribute, 1), Messages(attribute, 2).Select(value => Text(value, 1)).FirstOrDefault() ?? ""));

    private static string Text(byte[] message, int field) => System.Text.Encoding.UTF8.GetString(Messages(message, field).FirstOrDefault() ?? []);

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Messages(message, field).FirstOrDefault() ?? []);

    // length-delimited fields of one number: messages, texts and bytes alike
    private static List<byte[]> Messages(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                found.Add(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        }

        return found;
    }

    /// <summary>Waits for spans that satisfy a condition.</summary>
    public async Task<IReadOnlyList<CollectedSpan>> UntilAsync(Func<IReadOnlyList<CollectedSpan>, bool> enough)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < deadline; await Task.Delay(200))
        {
            if (Spans.ToList() is var spans && enough(spans))
                return spans;
        }

        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{Spans.Count} spans: {string.Join(", ", Spans.Select(span => $"{span.Service}/{span.Name}/{span.Trace[..6]}").Distinct())}"));
    }
}
