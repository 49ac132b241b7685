namespace Microsoft.DurableTask.Replay;

/// <summary>
/// Runs orchestrator code on one thread, one continuation after the other. A continuation that arrives from any other thread shows that the code
/// awaited something that is not durable; it is not run, and reported.
/// </summary>
internal sealed class OrchestratorThread : TaskScheduler
{
    [ThreadStatic]
    private static OrchestratorThread? current;

    private readonly Queue<Task> queue = new();
    private readonly Context context;
    private readonly Action strayed;

    public OrchestratorThread(Action strayed)
    {
        this.strayed = strayed;
        context = new(this);
    }

    /// <summary>Whether the caller runs on this orchestrator's thread, at a time when it may.</summary>
    public bool IsCurrent => current == this;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Reports that the orchestrator was touched from another thread.</summary>
    public void Stray() => strayed();

    /// <summary>Runs the action and everything that follows from it, until nothing is left to do.</summary>
    public void Run(Action action)
    {
        var (outerThread, outerContext) = (current, SynchronizationContext.Current);
        current = this;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            new Task(action).Start(this);
            while (queue.TryDequeue(out var task))
            {
                TryExecuteTask(task);
                if (task.IsFaulted)
                {
                    throw task.Exception!.InnerException!;
                }
            }
        }
        finally
        {
            queue.Clear();
            current = outerThread;
            SynchronizationContext.SetSynchronizationContext(outerContext);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (IsCurrent)
        {
            queue.Enqueue(task);
        }
        else
        {
            strayed();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => IsCurrent && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => queue;

    private sealed class Context(OrchestratorThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => new Task(() => d(state)).Start(thread);

        public override void Send(SendOrPostCallback d, object? state) =>
            throw new NotSupportedException("An orchestrator cannot be called synchronously from another thread.");

        public override SynchronizationContext CreateCopy() => this;
    }
}
