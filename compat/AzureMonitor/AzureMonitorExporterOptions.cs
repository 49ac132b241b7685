using Azure.Core;

namespace Azure.Monitor.OpenTelemetry.Exporter;

/// <summary>Where telemetry goes.</summary>
public class AzureMonitorExporterOptions
{
    /// <summary><c>InstrumentationKey=…;IngestionEndpoint=…</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Identity of the sender.</summary>
    public TokenCredential? Credential { get; set; }
}
