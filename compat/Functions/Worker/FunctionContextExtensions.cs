using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Loggers of an invocation.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger with the type's name as its category.</summary>
    public static ILogger<T> GetLogger<T>(this FunctionContext context) => context.InstanceServices.GetRequiredService<ILogger<T>>();

    /// <summary>A logger with the category given.</summary>
    public static ILogger GetLogger(this FunctionContext context, string categoryName) =>
        context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
}

/// <summary>What a function returned, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The invocation's result; setting it replaces what the function returned.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        context.Features.Get<InvocationResult>() ?? throw new InvalidOperationException("The invocation has no result yet.");
}

/// <summary>The value a function returned.</summary>
public class InvocationResult
{
    public object? Value { get; set; }
}

/// <summary>The HTTP request behind an invocation.</summary>
public static class HttpContextExtensions
{
    internal const string Key = "HttpRequestContext";

    /// <summary>The request's context, or null where the function was not started by HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(Key, out var value) ? value as HttpContext : null;
}
