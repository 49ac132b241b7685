namespace Microsoft.DurableTask.Engine;

/// <summary>Keeps the sessions of the latest instances, so that the next batch need not read the history again. The replay still begins at the start.</summary>
internal sealed class SessionCache
{
    private const int Most = 64;
    private const long LargestHistory = 1 << 20;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Id, InstanceSession Session)> order = [];
    private readonly Dictionary<string, LinkedListNode<(string Id, InstanceSession Session)>> byId = [];

    /// <summary>Takes an instance's session out, if it is there.</summary>
    public InstanceSession? Take(string instanceId)
    {
        lock (gate)
        {
            if (!byId.Remove(instanceId, out var node))
            {
                return null;
            }

            order.Remove(node);
            return node.Value.Session;
        }
    }

    /// <summary>Keeps an instance's session; the oldest one goes.</summary>
    public void Keep(string instanceId, InstanceSession session)
    {
        if (session.History.Length > LargestHistory)
        {
            return;
        }

        lock (gate)
        {
            session.IsKept = true;
            byId[instanceId] = order.AddLast((instanceId, session));
            if (order.Count > Most)
            {
                byId.Remove(order.First!.Value.Id);
                order.RemoveFirst();
            }
        }
    }
}
