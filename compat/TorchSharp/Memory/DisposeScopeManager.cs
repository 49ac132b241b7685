namespace TorchSharp;

/// <summary>The stack of dispose scopes of each thread, and its statistics.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? s_thread;

    private readonly ThreadDisposeScopeStatistics _statistics = new();

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton._statistics;

    internal static DisposeScopeManager ThreadSingleton => s_thread ??= new DisposeScopeManager();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal ThreadDisposeScopeStatistics StatisticsInstance => _statistics;

    internal static DisposeScope NewDisposeScope() => ThreadSingleton.Open();

    internal DisposeScope? RegisterOnCurrentDisposeScope(IDisposable item)
    {
        if (CurrentDisposeScope is null)
        {
            _statistics.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }

        _statistics.TensorStatistics.CreatedInScopeCount++;
        CurrentDisposeScope.Add(item);
        return CurrentDisposeScope;
    }

    internal void Disposing(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
        {
            _statistics.TensorStatistics.DisposedOutsideScopeCount++;
        }
        else
        {
            _statistics.TensorStatistics.DisposedInScopeCount++;
        }
    }

    internal void Close(DisposeScope scope)
    {
        if (ReferenceEquals(CurrentDisposeScope, scope))
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }

        // closed out of order: taken out of the middle
        for (var inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
        {
            if (ReferenceEquals(inner.OuterScope, scope))
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }

    private DisposeScope Open() => CurrentDisposeScope = new DisposeScope(this, CurrentDisposeScope);
}
