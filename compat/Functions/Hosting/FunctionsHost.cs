using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Azure.Functions.Worker.Hosting.Triggers;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Puts the app's services, triggers and routes together.</summary>
internal static class FunctionsHost
{
    public static IHost Build(WebApplicationBuilder builder, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool servesHttp)
    {
        var services = builder.Services;
        services.AddSingleton(HostOptions.Read(builder.Configuration));
        services.AddSingleton(new FunctionIndex(builder.Configuration));
        services.AddSingleton<SettingNames>();
        services.AddSingleton<StorageConnections>();
        services.AddSingleton<QueueOutputs>();
        services.AddSingleton<HttpRoutes>();
        services.AddSingleton(provider => new FunctionInvoker(provider, middleware, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DataConverter>(provider => new JsonDataConverter(provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value));
        services.AddSingleton(provider =>
        {
            var storage = provider.GetRequiredService<StorageConnections>();
            return new TaskHub(provider.GetRequiredService<HostOptions>().Hub.HubName, storage.Blobs(null), storage.Queues(null, QueueMessageEncoding.Base64));
        });
        services.AddSingleton<DurableTaskClient, TaskHubClient>();
        services.AddHostedService<TriggerService>();
        if (!servesHttp)
        {
            services.AddSingleton<IServer, NoServer>();
        }

        var app = builder.Build();
        if (servesHttp)
        {
            app.Services.GetRequiredService<HttpRoutes>().Map(app);
        }

        return app;
    }
}
