using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions;

/// <summary>A functions app in this process, with a task hub of its own unless one is given.</summary>
internal sealed class App : IAsyncDisposable
{
    /// <summary>Functions that poll; a test switches on those it is about.</summary>
    private static readonly string[] Listening = ["OnArrival", "OnText", "OnPoison", "SampleTimer", "SampleStartupTimer"];

    private readonly IHost host;

    private App(IHost host) => this.host = host;

    public DurableTaskClient Client => host.Services.GetRequiredService<DurableTaskClient>();

    public Uri Address => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static string Enable(string function) => $"AzureWebJobs.{function}.Disabled=false";

    public static string NewHub() => "t" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Starts the sample functions.</summary>
    /// <param name="storage">The storage account.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="settings">More settings, as NAME=VALUE.</param>
    public static async Task<App> StartAsync(Azurite storage, string? hub = null, Action<IServiceCollection>? services = null, params string[] settings)
    {
        hub ??= NewHub();
        string[] own =
        [
            $"--Hub={hub}",
            $"--AzureWebJobsStorage={storage.ConnectionString}",
            $"--AzureFunctionsJobHost:extensions:durableTask:hubName={hub}",
            "--AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions=20",
            "--port=0",
            .. Listening.Select(name => $"--AzureWebJobs.{name}.Disabled=true"),
        ];
        var builder = FunctionsApplication.CreateBuilder([.. own, .. settings.Select(setting => "--" + setting)]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Runs an orchestration to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId));
        return await EndAsync(id);
    }

    public async Task<OrchestrationMetadata> EndAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return await Client.WaitForInstanceCompletionAsync(id, true, limit.Token);
    }

    /// <summary>Waits until a condition holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); !await holds(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < deadline, "the condition has not come to hold within 30 s");
        }
    }

    /// <summary>Stops at once, as a host does that is asked to.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(TimeSpan.FromSeconds(5));
        host.Dispose();
    }
}
