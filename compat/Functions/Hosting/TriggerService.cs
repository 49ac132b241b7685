using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Azure.Functions.Worker.Hosting.Triggers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Starts what the app's functions listen to, and stops it again.</summary>
internal sealed class TriggerService(
    FunctionIndex functions,
    FunctionInvoker invoker,
    QueueOutputs outputs,
    HttpRoutes routes,
    HostOptions options,
    SettingNames names,
    StorageConnections storage,
    IOptions<JsonSerializerOptions> json,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : IHostedService
{
    private readonly List<Func<CancellationToken, Task>> stops = [];
    private readonly ILogger logger = loggers.CreateLogger("Host.Startup");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        if (functions.All.Exists(UsesHub))
        {
            await StartHubAsync(cancellationToken);
        }

        foreach (var (function, trigger) in functions.With<QueueTriggerAttribute>())
        {
            // Messages are read as they are stored, whatever the encoding, and decoded by the listener.
            var listener = new QueueListener(
                function,
                storage.Queues(trigger.Connection, QueueMessageEncoding.None),
                names.Resolve(trigger.QueueName),
                invoker,
                outputs,
                options,
                json.Value,
                loggers.CreateLogger("Host.Triggers.Queues"));
            await listener.StartAsync(cancellationToken);
            stops.Add(listener.StopAsync);
        }

        foreach (var (function, trigger) in functions.With<TimerTriggerAttribute>())
        {
            var listener = new TimerListener(
                function,
                trigger,
                new(names.Resolve(trigger.Schedule)),
                storage.Blobs(null).GetBlobContainerClient("azure-webjobs-hosts"),
                options.Hub.HubName,
                invoker,
                outputs,
                loggers.CreateLogger("Host.Triggers.Timer"));
            listener.Start();
            stops.Add(listener.StopAsync);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(stops.Select(stop => stop(cancellationToken)));

    private static bool UsesHub(FunctionDescription function) =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute)));

    private async Task StartHubAsync(CancellationToken cancellation)
    {
        var hub = services.GetRequiredService<TaskHub>();
        var converter = services.GetRequiredService<DataConverter>();
        var log = loggers.CreateLogger("Host.Triggers.DurableTask");
        await hub.CreateAsync(cancellation);
        var turns = new InstanceTurns(hub, new(), new(hub, functions, invoker, converter, loggers), log);
        var orchestrations = new OrchestrationDispatcher(hub, turns, options.Hub, log);
        var activities = new ActivityDispatcher(hub, functions, invoker, converter, options.Hub, log);
        hub.Sent = (isActivity, delay) =>
        {
            var pump = isActivity ? activities.Pump : orchestrations.Pump;
            if (delay > TimeSpan.Zero)
            {
                pump.WakeAfter(delay);
            }
            else
            {
                pump.Wake();
            }
        };
        orchestrations.Pump.Start();
        activities.Pump.Start();
        stops.Add(activities.StopAsync);
        stops.Add(orchestrations.StopAsync);
    }

    private void Announce()
    {
        var address = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var lines = functions.All.Select(function => function.Trigger switch
        {
            HttpTriggerAttribute when routes.All.First(route => route.Name == function.Name) is var route =>
                $"  {function.Name}: [{route.Methods}] {address}{route.Route}",
            QueueTriggerAttribute queue => $"  {function.Name}: queueTrigger {names.Resolve(queue.QueueName)}",
            TimerTriggerAttribute timer => $"  {function.Name}: timerTrigger {names.Resolve(timer.Schedule)}",
            OrchestrationTriggerAttribute => $"  {function.Name}: orchestrationTrigger",
            _ => $"  {function.Name}: activityTrigger",
        });
        logger.LogInformation("Functions:\n{Functions}", string.Join('\n', lines));
    }
}
