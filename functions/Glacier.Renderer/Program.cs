using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Renderer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddSingleton(_ => new BlobStores(StorageConnection.From(builder.Configuration)))
    .AddSingleton(provider => new LocalBlobs(provider.GetRequiredService<BlobStores>()))
    .AddSingleton(provider => new Workbench(
        provider.GetRequiredService<BlobStores>(), provider.GetRequiredService<LocalBlobs>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger("Glacier.Renderer")))
    .AddSingleton(new RenderWorkerOptions(TimeSpan.FromSeconds(builder.Configuration.GetValue("Renderer:VisibilitySeconds", 15.0))))
    .AddHostedService<RenderWorker>();
var app = builder.Build();
app.MapGet("/health", () => new { status = "healthy" });
app.Run();
