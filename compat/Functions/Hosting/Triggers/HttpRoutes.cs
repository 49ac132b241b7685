using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Hosting.Triggers;

/// <summary>Answers the routes of the HTTP functions.</summary>
internal sealed class HttpRoutes(
    FunctionIndex functions, FunctionInvoker invoker, QueueOutputs outputs, HostOptions options, SettingNames names, IOptions<JsonSerializerOptions> json, ILoggerFactory loggers)
{
    /// <summary>Each function's name, methods and route.</summary>
    public IEnumerable<(string Name, string Methods, string Route)> All => functions.With<HttpTriggerAttribute>()
        .Select(item => (item.Function.Name, string.Join(',', item.Trigger.Methods ?? ["all"]).ToUpperInvariant(), Pattern(item.Function, item.Trigger)));

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var (function, trigger) in functions.With<HttpTriggerAttribute>())
        {
            RequestDelegate answer = context => AnswerAsync(function, context);
            if (trigger.Methods is { Length: > 0 } methods)
            {
                app.MapMethods(Pattern(function, trigger), methods.Select(method => method.ToUpperInvariant()), answer);
            }
            else
            {
                app.Map(Pattern(function, trigger), answer);
            }
        }
    }

    private string Pattern(FunctionDescription function, HttpTriggerAttribute trigger)
    {
        var route = names.Resolve(trigger.Route ?? function.Name).Trim('/');
        return options.RoutePrefix.Length == 0 ? "/" + route : $"/{options.RoutePrefix}/{route}";
    }

    private async Task AnswerAsync(FunctionDescription function, HttpContext http)
    {
        try
        {
            var body = ReadsBody(function) ? await BinaryData.FromStreamAsync(http.Request.Body, http.RequestAborted) : null;
            var invocation = new Invocation(function, http.Request, Data(http), http.RequestServices);
            var result = await invoker.InvokeAsync(
                invocation, http.RequestAborted, type => Read(body, type), context => context.Items[HttpContextExtensions.Key] = http);
            await WriteAsync(http, await outputs.SendAsync(function, result));
        }
        catch (BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            await http.Response.WriteAsync(bad.Message);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            loggers.CreateLogger("Function." + function.Name).LogInformation("The caller of '{Name}' has gone", function.Name);
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // The invoker has logged it; the caller learns no more than that it failed.
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static async Task WriteAsync(HttpContext http, object? result)
    {
        switch (result)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult answer:
                await answer.ExecuteAsync(http);
                break;
            case null:
                break;
            default:
                await new ObjectResult(result).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
        }
    }

    private object? Read(BinaryData? body, Type type)
    {
        if (body is null || type == typeof(string))
        {
            return body?.ToString();
        }

        try
        {
            return body.ToMemory().IsEmpty ? null : JsonSerializer.Deserialize(body, type, json.Value);
        }
        catch (JsonException unreadable)
        {
            throw new BadHttpRequestException($"The request's body is not a {type.Name}: {unreadable.Message}", unreadable);
        }
    }

    private static bool ReadsBody(FunctionDescription function) =>
        !typeof(HttpRequest).IsAssignableFrom(function.TriggerParameter.ParameterType)
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(Http.FromBodyAttribute), inherit: true));

    private static Dictionary<string, object?> Data(HttpContext http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in http.Request.Query)
        {
            data[name] = values.ToString();
        }

        foreach (var (name, value) in http.Request.RouteValues)
        {
            data[name] = value;
        }

        return data;
    }
}
