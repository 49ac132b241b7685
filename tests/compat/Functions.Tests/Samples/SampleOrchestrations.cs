using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Tests.Functions.Samples;

/// <summary>The orchestrations the tests run.</summary>
public static class SampleOrchestrations
{
    /// <summary>How often each key was reached; what a test counts.</summary>
    internal static readonly ConcurrentDictionary<string, int> Counts = new();

    [Function("Sequence")]
    public static async Task<List<string>> Sequence([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var outputs = new List<string>();
        foreach (var city in new[] { "Bern", "Brig", "Sion" })
        {
            outputs.Add(await context.CallActivityAsync<string>("Greet", city));
        }

        return outputs;
    }

    [Function("Greet")]
    public static string Greet([ActivityTrigger] string name) => $"Hello {name}!";

    [Function("FanOut")]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var squares = await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>("Square", n)));
        return squares.Sum();
    }

    [Function("Square")]
    public static async Task<int> Square([ActivityTrigger] int n)
    {
        await Task.Yield();
        return n * n;
    }
}
