using System.Collections;
using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Hosting.Functions;

/// <summary>What a function is called with.</summary>
internal sealed record Invocation(
    FunctionDescription Function, object? TriggerValue, IReadOnlyDictionary<string, object?> BindingData, IServiceProvider Services, int RetryCount = 0, int MaxRetryCount = 0,
    string? TraceParent = null);

/// <summary>The context of one invocation.</summary>
internal sealed class InvocationContext : FunctionContext
{
    public InvocationContext(Invocation invocation, CancellationToken cancellation)
    {
        Invocation = invocation;
        TraceContext = new Trace(invocation.TraceParent ?? Activity.Current?.Id);
        CancellationToken = cancellation;
        InstanceServices = invocation.Services;
        BindingContext = new Binding(invocation.BindingData);
        RetryContext = new Retry(invocation.RetryCount, invocation.MaxRetryCount);
        Features.Set(new InvocationResult());
    }

    public Invocation Invocation { get; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Invocation.Function.Id;

    public override TraceContext TraceContext { get; }

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext { get; }

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => Invocation.Function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureSet();

    public override CancellationToken CancellationToken { get; }

    private sealed class Binding(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Retry(int count, int most) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => most;
    }

    private sealed class Trace(string? parent) : TraceContext
    {
        public override string TraceParent { get; } = parent ?? string.Empty;

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? string.Empty;
    }

    private sealed class FeatureSet : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> features = [];

        public void Set<T>(T instance) => features[typeof(T)] = instance ?? throw new ArgumentNullException(nameof(instance));

        public T? Get<T>() => features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
