using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Glacier.Pipeline.Telemetry;

/// <summary>
/// Sends spans and metrics where the settings say: to Application Insights (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>, by identity <c>AZURE_CLIENT_ID</c>),
/// to any OpenTelemetry collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other settings of that standard), to both or nowhere.
/// </summary>
public static class TelemetryExport
{
    private static readonly string[] _sources = [PipelineTelemetry.Name, "Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask"];

    /// <summary>Begins sending with the host and sends what is left at its end.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Its settings.</param>
    /// <param name="service">Name of this program in traces.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        var insights = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var collector = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        return string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector)
            ? services
            : services.AddHostedService(_ => new Providers(insights, collector, configuration["AZURE_CLIENT_ID"] ?? configuration["AzureWebJobsStorage:clientId"], service));
    }

    private sealed class Providers(string? insights, string? collector, string? client, string service) : IHostedService, IDisposable
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService(service);
            var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(_sources);
            var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(PipelineTelemetry.Name, "System.Runtime");
            if (!string.IsNullOrEmpty(collector))
            {
                traces.AddOtlpExporter();
                metrics.AddOtlpExporter();
            }

            if (!string.IsNullOrEmpty(insights))
            {
                var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = client });
                traces.AddAzureMonitorTraceExporter(options => options.ConnectionString = insights, identity);
                metrics.AddAzureMonitorMetricExporter(options => options.ConnectionString = insights, identity);
            }

            (_traces, _metrics) = (traces.Build(), metrics.Build());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.ForceFlush(5000);
            _metrics?.ForceFlush(5000);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }
    }
}
