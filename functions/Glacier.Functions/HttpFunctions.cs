using System.Text.Json;
using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Glacier.Functions;

/// <summary>Pictures asked for over HTTP; what is left out means all.</summary>
/// <param name="View">Viewpoint.</param>
/// <param name="Style">Style.</param>
/// <param name="Years">Years.</param>
public sealed record RenderRequest(string? View, string? Style, IReadOnlyList<int>? Years);

/// <summary>The HTTP interface.</summary>
public sealed class HttpFunctions(Workbench bench, RoundOptions options)
{
    /// <summary>The glaciers and how far they are.</summary>
    [Function(nameof(Glaciers))]
    public async Task<IActionResult> Glaciers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "glaciers")] HttpRequest request)
    {
        var glaciers = new List<GlacierStatus>();
        await foreach (var folder in bench.Stores.FoldersAsync(Containers.Status, request.HttpContext.RequestAborted))
        {
            if (GlacierId.TryParse(folder, out var glacier) && await StatusAsync(glacier) is { } status)
                glaciers.Add(status);
        }

        return Json(glaciers);
    }

    /// <summary>One glacier: its status, the live progress, its products and what is in quarantine.</summary>
    [Function(nameof(Glacier))]
    public async Task<IActionResult> Glacier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "glaciers/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        if (!GlacierId.TryParse(id, out var glacier))
            return new NotFoundResult();
        var status = await StatusAsync(glacier);
        var round = await client.GetInstanceAsync(glacier.Value, getInputsAndOutputs: true);
        if (status is null && round is null)
            return new NotFoundResult();
        var products = new List<string>();
        await foreach (var blob in bench.Stores.ListAsync(Containers.Products, BlobNames.Folder(glacier), request.HttpContext.RequestAborted))
            products.Add(blob.Address.Name);
        return Json(new
        {
            glacier,
            status,
            running = round is { IsCompleted: false },
            progress = round?.SerializedCustomStatus is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : (JsonElement?)null,
            products,
            quarantined = await QuarantineRecords.ListAsync(bench.Stores, glacier.Value),
        });
    }

    /// <summary>Renders some pictures anew or for the first time.</summary>
    [Function(nameof(Render))]
    public async Task<IActionResult> Render(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "glaciers/{id}/render")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        if (!GlacierId.TryParse(id, out var glacier)
            || await bench.Stores.ReadJsonAsync<Series>(BlobNames.Product(glacier, "series.json")) is not { } series
            || await bench.Stores.ReadJsonAsync<Plan>(BlobNames.Product(glacier, "plan.json")) is not { } plan)
            return new NotFoundResult();
        RenderRequest wished;
        try
        {
            wished = await JsonSerializer.DeserializeAsync<RenderRequest>(request.Body, PipelineJson.Options) ?? new RenderRequest(null, null, null);
        }
        catch (JsonException broken)
        {
            return new BadRequestObjectResult(new { error = $"the body is not {{view, style, years}}: {broken.Message}" });
        }

        var views = plan.Views.Select(view => view.Name).Where(view => wished.View is null || wished.View == view).ToList();
        var styles = wished.Style is null ? plan.Styles : RenderStep.Styles.Keys.Where(style => style == wished.Style).ToList();
        var epochs = series.Surveys.Select(survey => survey.Epoch).Where(epoch => wished.Years is null || wished.Years.Contains(epoch.Year)).ToList();
        if (views.Count * styles.Count * epochs.Count == 0)
        {
            return new BadRequestObjectResult(new
            {
                error = "no such picture",
                views = plan.Views.Select(view => view.Name),
                styles = RenderStep.Styles.Keys,
                years = series.Surveys.Select(survey => survey.Epoch.Year),
            });
        }

        RenderTarget[] targets = [.. from view in views from style in styles from epoch in epochs select new RenderTarget(epoch, view, style)];
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(nameof(RerenderOrchestration), new RenderBatch(glacier, targets, options.RenderDeadlineSeconds));
        return new ObjectResult(new { instance, pictures = targets.Length, status = $"/api/glaciers/{glacier}" }) { StatusCode = StatusCodes.Status202Accepted };
    }

    /// <summary>A glacier's velocity: figures of every method, year and pair, and where its files lie; 404 while there is none.</summary>
    [Function(nameof(GlacierVelocity))]
    public async Task<IActionResult> GlacierVelocity([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "glaciers/{id}/velocity")] HttpRequest request, string id)
    {
        if (!GlacierId.TryParse(id, out var glacier)
            || await bench.Stores.ReadJsonAsync<JsonDocument>(BlobNames.Product(glacier, VelocityPlan.Folder + "velocity.json"), request.HttpContext.RequestAborted) is not { } figures)
            return new NotFoundResult();
        using var _ = figures;
        var products = new List<string>();
        await foreach (var blob in bench.Stores.ListAsync(Containers.Products, BlobNames.Folder(glacier) + VelocityPlan.Folder, request.HttpContext.RequestAborted))
            products.Add(blob.Address.Name);
        return Json(new { glacier, velocity = figures.RootElement, products });
    }

    /// <summary>Whether the app and its storage answer.</summary>
    [Function(nameof(Health))]
    public async Task<IActionResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        try
        {
            await bench.Stores.FindAsync(new BlobAddress(Containers.Status, "health"), request.HttpContext.RequestAborted);
            return Json(new { status = "healthy" });
        }
        catch (Azure.RequestFailedException unreachable)
        {
            return new ObjectResult(new { status = "unhealthy", storage = unreachable.Message }) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    private Task<GlacierStatus?> StatusAsync(GlacierId glacier) => bench.Stores.ReadJsonAsync<GlacierStatus>(BlobNames.Status(glacier));

    private static ContentResult Json(object value) =>
        new() { Content = JsonSerializer.Serialize(value, PipelineJson.Indented), ContentType = "application/json", StatusCode = StatusCodes.Status200OK };
}
