using Azure.Core;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>Sends spans and metrics to the ingestion endpoint of a connection string.</summary>
public static class AzureMonitorExporterExtensions
{
    /// <summary>Spans.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing or names no endpoint.</exception>
    public static TracerProviderBuilder AddAzureMonitorTraceExporter(
        this TracerProviderBuilder builder, Action<AzureMonitorExporterOptions>? configure = null, TokenCredential? credential = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = Endpoint(configure, "v1/traces");
        return builder.AddOtlpExporter(options => Send(options, endpoint));
    }

    /// <summary>Metrics.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing or names no endpoint.</exception>
    public static MeterProviderBuilder AddAzureMonitorMetricExporter(
        this MeterProviderBuilder builder, Action<AzureMonitorExporterOptions>? configure = null, TokenCredential? credential = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = Endpoint(configure, "v1/metrics");
        return builder.AddOtlpExporter(options => Send(options, endpoint));
    }

    private static void Send(OtlpExporterOptions options, Uri endpoint)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = endpoint;
    }

    private static Uri Endpoint(Action<AzureMonitorExporterOptions>? configure, string path)
    {
        var options = new AzureMonitorExporterOptions();
        configure?.Invoke(options);
        var parts = (options.ConnectionString ?? Environment.GetEnvironmentVariable("APPLICATIONINSIGHTS_CONNECTION_STRING") ?? "").Split(';');
        const string key = "IngestionEndpoint=";
        var endpoint = Array.Find(parts, part => part.StartsWith(key, StringComparison.OrdinalIgnoreCase))?[key.Length..].TrimEnd('/');
        return Uri.TryCreate($"{endpoint}/{path}", UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("A connection string was not found. Please set your connection string.");
    }
}
