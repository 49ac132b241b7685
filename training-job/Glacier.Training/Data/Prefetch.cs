using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Glacier.Training.Data;

/// <summary>Makes the batches of the coming steps on one background thread.</summary>
/// <typeparam name="TBatch">What a step learns from.</typeparam>
public sealed class Prefetch<TBatch> : IDisposable
{
    private readonly BlockingCollection<TBatch> _ready = new(boundedCapacity: 3);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Starts.</summary>
    /// <param name="make">Batch of a step.</param>
    /// <param name="firstStep">First step asked for.</param>
    public Prefetch(Func<long, TBatch> make, long firstStep)
    {
        _thread = new Thread(() => Run(make, firstStep)) { IsBackground = true, Name = "prefetch" };
        _thread.Start();
    }

    /// <summary>The next step's batch; waits for it.</summary>
    public TBatch Next()
    {
        try
        {
            return _ready.Take();
        }
        catch (InvalidOperationException) when (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Run(Func<long, TBatch> make, long step)
    {
        try
        {
            for (; ; step++)
            {
                _ready.Add(make(step), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _ready.CompleteAdding();
        }
        catch (Exception failure)
        {
            // handed over to whoever asks for the batch
            _failure = failure;
            _ready.CompleteAdding();
        }
    }
}
