using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>Finds the arguments of a function: from the trigger, the context, the bindings and, by name, the trigger's data.</summary>
internal static class ParameterBinding
{
    /// <summary>The arguments, in the order of the parameters.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="read">Reads the trigger's value (the message, the body, the input) as a type.</param>
    /// <exception cref="InvalidOperationException">A parameter has nothing to be bound to.</exception>
    public static object?[] Arguments(InvocationContext context, Func<Type, object?> read) =>
        [.. context.Invocation.Function.Method.GetParameters().Select(parameter => Argument(parameter, context, read))];

    private static object? Argument(ParameterInfo parameter, InvocationContext context, Func<Type, object?> read)
    {
        var (type, invocation) = (parameter.ParameterType, context.Invocation);
        if (type == typeof(FunctionContext))
        {
            return context;
        }

        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
        {
            return type.IsInstanceOfType(invocation.TriggerValue) ? invocation.TriggerValue : read(type);
        }

        if (type == typeof(CancellationToken))
        {
            return context.CancellationToken;
        }

        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            return context.InstanceServices.GetRequiredService<DurableTaskClient>();
        }

        if (parameter.GetCustomAttribute<FromBodyAttribute>() is not null || invocation.Function.Trigger is OrchestrationTriggerAttribute)
        {
            return read(type);
        }

        if (type.IsInstanceOfType(invocation.TriggerValue) && type != typeof(string) && type != typeof(object))
        {
            return invocation.TriggerValue;
        }

        if (invocation.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null)
        {
            return Convert(value, type, parameter.Name!);
        }

        return parameter switch
        {
            { HasDefaultValue: true } => parameter.DefaultValue,
            { ParameterType.IsValueType: false } => null,
            _ when Nullable.GetUnderlyingType(type) is not null => null,
            _ => throw new InvalidOperationException($"Parameter '{parameter.Name}' of function '{invocation.Function.Name}' has nothing to be bound to."),
        };
    }

    private static object? Convert(object value, Type type, string name)
    {
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return value switch
            {
                JsonElement { ValueKind: JsonValueKind.String } text when type == typeof(string) => text.GetString(),
                JsonElement element => element.Deserialize(type),
                _ => TypeDescriptor.GetConverter(type).ConvertFromInvariantString(System.Convert.ToString(value, CultureInfo.InvariantCulture)!),
            };
        }
        catch (Exception unreadable) when (unreadable is NotSupportedException or FormatException or ArgumentException or JsonException)
        {
            throw new InvalidOperationException($"Parameter '{name}' cannot be read as {type.Name}.", unreadable);
        }
    }
}
