using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions.Samples;

/// <summary>What a sample message or body holds.</summary>
public sealed record Arrival(string Glacier, int Year);

/// <summary>A greeting from the app's services, to see that constructors get them.</summary>
public sealed record Greeting(string Text);

/// <summary>What a function gives that answers and sends.</summary>
public sealed record Accepted([property: HttpResult] IActionResult Answer, [property: QueueOutput("%Hub%-forwarded")] Arrival Forwarded);

/// <summary>Functions with constructor services and the other triggers.</summary>
public sealed class SampleTriggers(ILogger<SampleTriggers> logger, IServiceProvider services)
{
    [Function("GetGlacier")]
    public IActionResult GetGlacier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "glaciers/{id}/{year:int?}")] HttpRequest request,
        string id,
        int? year,
        FunctionContext context)
    {
        logger.LogInformation("asked for {Id}", id);
        var greeting = (Greeting?)services.GetService(typeof(Greeting));
        return new OkObjectResult(new { id, year, q = request.Query["q"].ToString(), greeting = greeting?.Text, function = context.FunctionDefinition.Name });
    }

    [Function("PostGlacier")]
    public static Accepted PostGlacier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "glaciers")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Arrival arrival) =>
        new(new AcceptedResult(request.Path.Value + "/" + arrival.Glacier, arrival), arrival);

    [Function("StartByHttp")]
    public static async Task<IActionResult> StartByHttp(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{orchestrator}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string orchestrator,
        CancellationToken cancellation) =>
        new OkObjectResult(await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, cancellation));

    [Function("FailByHttp")]
    public static IActionResult FailByHttp([HttpTrigger(AuthorizationLevel.Anonymous, Route = "fail")] HttpRequest request) =>
        throw new InvalidOperationException("this function fails " + request.Method);

    [Function("OnArrival")]
    public static void OnArrival([QueueTrigger("%Hub%-arrivals")] Arrival arrival, long dequeueCount, string glacier) =>
        SampleOrchestrations.Counts.AddOrUpdate($"{arrival.Glacier}{arrival.Year}{glacier}{dequeueCount}", 1, (_, count) => count + 1);

    [Function("OnText")]
    [QueueOutput("%Hub%-answers")]
    public static async Task<string[]> OnText([QueueTrigger("%Hub%-texts")] string text)
    {
        await Task.Yield();
        return [text + "!", text + "?"];
    }

    [Function("OnPoison")]
    public static void OnPoison([QueueTrigger("%Hub%-bad")] QueueMessage message)
    {
        SampleOrchestrations.Counts.AddOrUpdate("poison" + message.Body, 1, (_, count) => count + 1);
        throw new InvalidOperationException("never succeeds");
    }

    [Function("SampleTimer")]
    public static void SampleTimer([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context) =>
        SampleOrchestrations.Counts.AddOrUpdate("timer" + ((Greeting?)context.InstanceServices.GetService(typeof(Greeting)))?.Text + timer.IsPastDue, 1, (_, count) => count + 1);

    [Function("SampleStartupTimer")]
    public static void SampleStartupTimer([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
        SampleOrchestrations.Counts.AddOrUpdate("startup" + timer.ScheduleStatus?.Next.Month, 1, (_, count) => count + 1);
}
