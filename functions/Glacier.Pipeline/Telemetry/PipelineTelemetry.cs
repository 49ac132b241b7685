using System.Diagnostics;
using System.Diagnostics.Metrics;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Telemetry;

/// <summary>What the pipeline tells of itself: spans and metrics, whoever listens. Names: <c>docs/operations.md</c>.</summary>
public static class PipelineTelemetry
{
    /// <summary>Name of spans' source and of metrics' meter.</summary>
    public const string Name = "Glacier.Pipeline";

    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_arrivals = s_meter.CreateCounter<long>("glacier.arrivals", "{file}", "Input files taken up.");
    private static readonly Counter<long> s_products = s_meter.CreateCounter<long>("glacier.products", "{file}", "Products written.");
    private static readonly Counter<long> s_quarantined = s_meter.CreateCounter<long>("glacier.quarantined", "{file}", "Inputs put into quarantine.");
    private static readonly Counter<long> s_rounds = s_meter.CreateCounter<long>("glacier.rounds", "{round}", "Rounds ended.");
    private static readonly Counter<long> s_poison = s_meter.CreateCounter<long>("glacier.poison", "{message}", "Messages nobody could handle.");
    private static readonly Histogram<double> s_steps = s_meter.CreateHistogram<double>("glacier.step.duration", "s", "Time of a step that had something to do.");
    private static readonly Histogram<double> s_waits = s_meter.CreateHistogram<double>("glacier.queue.oldest", "s", "How long the oldest message of a queue has waited.");

    /// <summary>The source of spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A span that goes on where a message's sender was; a new trace where the message does not say.</summary>
    /// <param name="name">Name of the span.</param>
    /// <param name="traceParent">W3C <c>traceparent</c> from the message, or null.</param>
    public static Activity? Continue(string name, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, ActivityKind.Consumer, parent)
            : Source.StartActivity(name, ActivityKind.Consumer);

    /// <summary>A span of a step.</summary>
    /// <param name="glacier">The glacier.</param>
    /// <param name="step">The step, with its epoch where it has one: <c>normalize.1957</c>.</param>
    public static Activity? Step(GlacierId glacier, string step)
    {
        var span = Source.StartActivity(step.Split('.')[0]);
        return span?.SetTag("glacier", glacier.Value).SetTag("glacier.date", DateOf(step));
    }

    /// <summary>The date in a step's name, <c>1957</c> of <c>normalize.1957</c>; null where it has none.</summary>
    public static string? DateOf(string step) => step.Split('.', 3) is [_, var date, ..] ? date : null;

    /// <summary>A span has failed.</summary>
    public static void Fail(this Activity? span, Exception failure)
    {
        span?.AddException(failure);
        span?.SetStatus(ActivityStatusCode.Error, failure.Message);
    }

    /// <summary>An input was taken up.</summary>
    public static void Arrived(GlacierId glacier, string container) => s_arrivals.Add(1, new("glacier", glacier.Value), new("container", container));

    /// <summary>A step wrote products.</summary>
    public static void Made(string step, int products, TimeSpan time)
    {
        var kind = new KeyValuePair<string, object?>("step", step.Split('.')[0]);
        s_products.Add(products, kind);
        s_steps.Record(time.TotalSeconds, kind);
    }

    /// <summary>An input went into quarantine.</summary>
    public static void Quarantined(string rule) => s_quarantined.Add(1, new KeyValuePair<string, object?>("rule", rule));

    /// <summary>A round ended.</summary>
    /// <param name="phase"><c>done</c> or <c>failed</c>.</param>
    public static void RoundEnded(string phase) => s_rounds.Add(1, new KeyValuePair<string, object?>("outcome", phase));

    /// <summary>A message could not be handled.</summary>
    public static void Poisoned(string queue) => s_poison.Add(1, new KeyValuePair<string, object?>("queue", queue));

    /// <summary>A queue was looked at.</summary>
    public static void Waited(string queue, double seconds) => s_waits.Record(seconds, new KeyValuePair<string, object?>("queue", queue));
}
