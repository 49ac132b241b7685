using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Pipeline.Usgs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions;

/// <summary>What the functions are given.</summary>
public static class PipelineServices
{
    /// <summary>Adds the account, local copies, the workbench and the round's options.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new BlobStores(StorageConnection.From(configuration)))
        .AddSingleton(provider => new LocalBlobs(provider.GetRequiredService<BlobStores>()))
        .AddSingleton(provider => new Workbench(
            provider.GetRequiredService<BlobStores>(), provider.GetRequiredService<LocalBlobs>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger("Glacier.Pipeline")))
        .AddSingleton(new RoundOptions(
            configuration.GetValue("Glacier:QuietSeconds", 2.0), configuration.GetValue("Glacier:RenderDeadlineSeconds", 900.0), configuration.GetValue("Glacier:RecheckSeconds", 5.0)))
        .AddSingleton(UsgsOptions.From(configuration))
        .AddSingleton(provider => new ScienceBaseCatalogue(provider.GetRequiredService<UsgsOptions>()))
        .AddSingleton<UsgsWatcher>()
        .AddTelemetry(configuration, "glacier-pipeline")
        .AddHostedService<StorageSetup>();
}

/// <summary>How a round is paced.</summary>
/// <param name="QuietSeconds">A round begins when nothing has arrived for so long.</param>
/// <param name="RenderDeadlineSeconds">A picture that has not come by then is asked for once more, then given up.</param>
/// <param name="RecheckSeconds">An arrival during a round is looked at again after so long.</param>
public sealed record RoundOptions(double QuietSeconds, double RenderDeadlineSeconds, double RecheckSeconds);
