using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>All functions of the app: of its entry assembly and of the assemblies it refers to.</summary>
internal sealed class FunctionIndex
{
    private readonly Dictionary<string, FunctionDescription> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FunctionDescription> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the functions; <c>host.json</c>'s list <c>functions</c> and settings <c>AzureWebJobs.NAME.Disabled</c> leave some out.</summary>
    /// <exception cref="InvalidOperationException">Two functions have one name.</exception>
    public FunctionIndex(IConfiguration configuration)
    {
        var chosen = configuration.GetSection($"{HostSettings.Section}:functions").GetChildren().Select(child => child.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var method in AppAssemblies().SelectMany(assembly => assembly.GetTypes()).SelectMany(Methods))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute
                || (chosen.Count > 0 && !chosen.Contains(attribute.Name))
                || configuration.GetValue($"AzureWebJobs.{attribute.Name}.Disabled", false))
            {
                continue;
            }

            Add(new(method, attribute.Name));
        }
    }

    public List<FunctionDescription> All { get; } = [];

    public FunctionDescription? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    public FunctionDescription? FindActivity(string name) => activities.GetValueOrDefault(name);

    public IEnumerable<(FunctionDescription Function, T Trigger)> With<T>()
        where T : Attribute => All.Where(function => function.Trigger is T).Select(function => (function, (T)(object)function.Trigger));

    private void Add(FunctionDescription function)
    {
        if (All.Find(other => string.Equals(other.Name, function.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw new InvalidOperationException($"Two functions are named '{function.Name}': {other.EntryPoint} and {function.EntryPoint}.");
        }

        All.Add(function);
        if (function.Trigger is OrchestrationTriggerAttribute orchestration)
        {
            orchestrators[orchestration.Orchestration ?? function.Name] = function;
        }
        else if (function.Trigger is ActivityTriggerAttribute activity)
        {
            activities[activity.Activity ?? function.Name] = function;
        }
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);

    /// <summary>The entry assembly and what it refers to, as far as that uses the worker itself.</summary>
    private static List<Assembly> AppAssemblies()
    {
        var own = typeof(FunctionIndex).Assembly.GetName().Name;
        var found = new List<Assembly>();
        var known = new HashSet<string>();
        var entry = Assembly.GetEntryAssembly();
        var open = new Queue<Assembly>(entry is null ? [] : [entry]);
        while (open.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            var usesWorker = references.Any(reference => reference.Name == own);
            if (!known.Add(assembly.FullName!) || !(usesWorker || assembly == entry))
            {
                continue;
            }

            if (usesWorker)
            {
                found.Add(assembly);
            }

            foreach (var reference in references.Where(reference => reference.Name != own && !IsFramework(reference.Name!)))
            {
                if (File.Exists(Path.Combine(AppContext.BaseDirectory, reference.Name + ".dll")))
                {
                    open.Enqueue(Assembly.Load(reference));
                }
            }
        }

        return found;
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib";
}
