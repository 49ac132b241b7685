using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Replay;

/// <summary>
/// Brings external events and those who wait for them together, by name without regard to case. The latest waiter is served first;
/// events nobody waits for are kept in their order.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Value, object Source)> kept = [];

    /// <summary>Whether anybody waits.</summary>
    public bool HasWaiters => waiters.Values.Any(list => list.Any(waiter => !waiter.IsOver));

    /// <summary>What was delivered with events nobody has waited for.</summary>
    public IEnumerable<object> Kept => kept.Select(item => item.Source);

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (!waiters.TryGetValue(name, out var list))
        {
            waiters[name] = list = [];
        }

        list.RemoveAll(waiter => waiter.IsOver);
        if (list.Count > 0 && list[^1].ValueType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {list[^1].ValueType.FullName} but was requested {typeof(T).FullName}.");
        }

        var added = new Waiter<T>(converter);
        list.Add(added);
        var index = kept.FindIndex(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var value = kept[index].Value;
            kept.RemoveAt(index);
            list.Remove(added);
            added.Complete(value);
        }
        else if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() => added.Cancel(cancellation));
        }

        return added.Task;
    }

    /// <summary>Keeps an event that came when the code had ended.</summary>
    public void Keep(string name, string? value, object source) => kept.Add((name, value, source));

    public void Deliver(string name, string? value, object source)
    {
        if (TryTakeWaiter(name, out var waiter))
        {
            waiter.Complete(value);
        }
        else
        {
            kept.Add((name, value, source));
        }
    }

    private bool TryTakeWaiter(string name, [NotNullWhen(true)] out Waiter? waiter)
    {
        waiter = waiters.TryGetValue(name, out var list) ? list.FindLast(candidate => !candidate.IsOver) : null;
        if (waiter is not null)
        {
            list!.Remove(waiter);
        }

        return waiter is not null;
    }

    private abstract class Waiter
    {
        public abstract Type ValueType { get; }

        public abstract bool IsOver { get; }

        public abstract void Complete(string? value);
    }

    private sealed class Waiter<T>(DataConverter converter) : Waiter
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public override Type ValueType => typeof(T);

        public override bool IsOver => source.Task.IsCompleted;

        public override void Complete(string? value)
        {
            T? read;
            try
            {
                read = converter.Deserialize<T>(value);
            }
            catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or NotSupportedException)
            {
                source.TrySetException(unreadable);
                return;
            }

            source.TrySetResult(read!);
        }

        public void Cancel(CancellationToken cancellation) => source.TrySetCanceled(cancellation);
    }
}
