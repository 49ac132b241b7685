using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>A function as it was found in the app's assemblies.</summary>
internal sealed class FunctionDescription : FunctionDefinition
{
    /// <summary>Reads a method that carries the function attribute.</summary>
    /// <exception cref="InvalidOperationException">It has not exactly one trigger.</exception>
    public FunctionDescription(MethodInfo method, string name)
    {
        Method = method;
        Name = name;
        var triggers = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        if (triggers.Count != 1)
        {
            throw new InvalidOperationException($"Function '{name}' ({EntryPoint}) has {triggers.Count} triggers; it needs exactly one.");
        }

        TriggerParameter = triggers[0];
        Trigger = TriggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        Parameters = [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        InputBindings = method.GetParameters()
            .Where(parameter => parameter.GetCustomAttribute<BindingAttribute>() is not null)
            .ToImmutableDictionary(
                parameter => parameter.Name!,
                parameter => (BindingMetadata)new Binding(parameter.Name!, TypeOf(parameter.GetCustomAttribute<BindingAttribute>()!), BindingDirection.In));
        OutputBindings = method.GetCustomAttributes<OutputBindingAttribute>().ToImmutableDictionary(
            output => "$return", output => (BindingMetadata)new Binding("$return", TypeOf(output), BindingDirection.Out));
    }

    public MethodInfo Method { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string Id => Name;

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    /// <summary>The binding's type as <c>function.json</c> names it: httpTrigger, queueTrigger, …</summary>
    private static string TypeOf(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
