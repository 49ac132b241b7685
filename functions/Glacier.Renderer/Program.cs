using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Renderer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddSingleton(_ => new BlobStores(StorageConnection.From(builder.Configuration)))
    .AddSingleton(provider => new LocalBlobs(provider.GetRequiredService<BlobStores>()))
    .AddSingleton(provider => new Workbench(
        provider.GetRequiredService<BlobStores>(), provider.GetRequiredService<LocalBlobs>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger("Glacier.Renderer")))
    .AddSingleton(new RenderWorkerOptions(TimeSpan.FromSeconds(builder.Configuration.GetValue("Renderer:VisibilitySeconds", 15.0))))
    .AddTelemetry(builder.Configuration, "glacier-renderer")
    .AddHostedService<RenderWorker>()
    .AddHealthChecks().AddCheck<StorageReady>("storage");
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
var app = builder.Build();
app.MapGet("/health", () => new { status = "healthy" });
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready");
app.Run();
