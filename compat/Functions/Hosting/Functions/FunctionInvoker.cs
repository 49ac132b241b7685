using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>Calls functions, through the app's middleware, and logs each call in the category <c>Function.NAME</c>.</summary>
internal sealed class FunctionInvoker(
    IServiceProvider services, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, ILoggerFactory loggers)
{
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    private readonly ConcurrentDictionary<Type, ObjectFactory> factories = new();

    /// <summary>The services of one invocation.</summary>
    public IServiceScope CreateScope() => services.CreateScope();

    /// <summary>Calls a function and gives what it returned.</summary>
    public async Task<object?> InvokeAsync(
        Invocation invocation, CancellationToken cancellation, Func<Type, object?> read, Action<FunctionContext>? prepare = null)
    {
        var context = new InvocationContext(invocation, cancellation);
        prepare?.Invoke(context);
        FunctionExecutionDelegate call = async inner => inner.GetInvocationResult().Value = await CallAsync((InvocationContext)inner, read);
        foreach (var step in middleware.Reverse())
        {
            call = step(call);
        }

        // An orchestrator is called once per replay; how it fares is logged where its turns are committed.
        await (invocation.Function.Trigger is OrchestrationTriggerAttribute ? call(context) : LogAsync(call, context));
        return context.GetInvocationResult().Value;
    }

    private async Task LogAsync(FunctionExecutionDelegate call, InvocationContext context)
    {
        var name = context.Invocation.Function.Name;
        var logger = loggers.CreateLogger("Function." + name);
        var begun = Stopwatch.GetTimestamp();
        using var span = ActivityContext.TryParse(context.TraceContext.TraceParent, null, out var parent)
            ? Source.StartActivity("function " + name, ActivityKind.Server, parent)
            : Source.StartActivity("function " + name, ActivityKind.Server);
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["InvocationId"] = context.InvocationId, ["FunctionName"] = name });
        logger.LogDebug("Executing 'Functions.{Name}' (Id={InvocationId})", name, context.InvocationId);
        try
        {
            await call(context);
            logger.LogInformation(
                "Executed 'Functions.{Name}' (Succeeded, Id={InvocationId}, Duration={Duration:F0}ms)",
                name, context.InvocationId, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            logger.LogError(
                failure,
                "Executed 'Functions.{Name}' (Failed, Id={InvocationId}, Duration={Duration:F0}ms)",
                name, context.InvocationId, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            throw;
        }
    }

    private async Task<object?> CallAsync(InvocationContext context, Func<Type, object?> read)
    {
        var method = context.Invocation.Function.Method;
        var arguments = ParameterBinding.Arguments(context, read);
        var owner = method.IsStatic
            ? null
            : factories.GetOrAdd(method.DeclaringType!, type => ActivatorUtilities.CreateFactory(type, []))(context.InstanceServices, []);
        try
        {
            return await UnwrapAsync(method.Invoke(owner, BindingFlags.DoNotWrapExceptions, null, arguments, null), method.ReturnType);
        }
        finally
        {
            switch (owner)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    private static async Task<object?> UnwrapAsync(object? returned, Type declared)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return declared.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
            case ValueTask task:
                await task;
                return null;
            case not null when declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>):
                return await UnwrapAsync(declared.GetMethod("AsTask")!.Invoke(returned, null), typeof(Task<>).MakeGenericType(declared.GetGenericArguments()));
            default:
                return returned;
        }
    }
}
