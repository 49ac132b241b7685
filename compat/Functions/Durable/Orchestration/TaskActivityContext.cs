namespace Microsoft.DurableTask;

/// <summary>The call an activity answers.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>The calling orchestration's instance.</summary>
    public abstract string InstanceId { get; }
}
