using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glacier.Renderer;

/// <summary>How the worker takes its messages.</summary>
/// <param name="Visibility">How long a message stays hidden; renewed at a third of it while the job runs, so that a killed worker's job comes back soon.</param>
/// <param name="MostTries">A job delivered more often goes to the poison queue.</param>
public sealed record RenderWorkerOptions(TimeSpan Visibility, int MostTries = 5);

/// <summary>Takes jobs from the queue, one at a time, does them, posts the results.</summary>
public sealed class RenderWorker(Workbench bench, RenderWorkerOptions options, ILogger<RenderWorker> log) : BackgroundService
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _lastReceive = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bench.Stores.EnsureAsync(stoppingToken);
        var queue = bench.Stores.Queue(Queues.RenderJobs);
        var pause = _shortest;
        // a receive cut off half-way may have hidden a message that nobody then hands back: a stop lets it end
        using var receiving = new CancellationTokenSource();
        using var stop = stoppingToken.Register(() => receiving.CancelAfter(_lastReceive));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var message = (await queue.ReceiveMessageAsync(options.Visibility, receiving.Token)).Value;
                if (message is null)
                {
                    await Task.Delay(pause, stoppingToken);
                    pause = pause * 1.5 < _longest ? pause * 1.5 : _longest;
                    continue;
                }

                pause = _shortest;
                await HandleAsync(queue, message, stoppingToken);
            }
            catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("the queue does not answer, trying again: {Message}", unreachable.Message);
                await Task.Delay(_longest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task HandleAsync(QueueClient queue, QueueMessage message, CancellationToken stopping)
    {
        RenderJob job;
        try
        {
            job = MessageText.Read<RenderJob>(message.Body.ToString());
        }
        catch (JsonException broken)
        {
            log.LogError("a render job that is none: {Message}", broken.Message);
            await PoisonAsync(queue, message);
            return;
        }

        if (message.DequeueCount > options.MostTries)
        {
            await bench.Stores.SendAsync(Queues.RenderResults, RenderResult.Of(job, $"given up after {options.MostTries} tries"), cancellation: CancellationToken.None);
            await PoisonAsync(queue, message);
            return;
        }

        using var span = PipelineTelemetry.Continue("render-job", job.TraceParent);
        span?.SetTag("glacier", job.Glacier.Value).SetTag("glacier.date", PipelineTelemetry.DateOf(job.Step)).SetTag("style", job.Picture?.Style);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var lease = new MessageLease(queue, message, options.Visibility);
        var renewing = lease.RenewAsync(done.Token);
        string? error = null;
        try
        {
            // a stop does not wait for the work: the message goes back at once, and what is still written is what the next one would write
            await Task.Run(() => RendererWork.RunAsync(bench, job, stopping), stopping).WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await StopRenewingAsync(done, renewing);
            await lease.ReturnAsync();
            return;
        }
        catch (Exception failed) when (failed is ArgumentException or Terrain.InvalidInputException)
        {
            // the same job would fail the same way again
            error = failed.Message;
            span.Fail(failed);
        }
        catch (Exception failed)
        {
            span.Fail(failed);
            log.LogError(failed, "{Glacier} {Step}: try {Try} failed", job.Glacier, job.Step, message.DequeueCount);
            await StopRenewingAsync(done, renewing);
            await lease.ReturnAsync();
            return;
        }

        await StopRenewingAsync(done, renewing);
        await bench.Stores.SendAsync(Queues.RenderResults, RenderResult.Of(job, error), cancellation: CancellationToken.None);
        await lease.DeleteAsync();
        log.LogInformation("{Glacier} {Step}: {Outcome}", job.Glacier, job.Step, error ?? "done");
    }

    private static async Task StopRenewingAsync(CancellationTokenSource done, Task renewing)
    {
        await done.CancelAsync();
        await renewing;
    }

    private async Task PoisonAsync(QueueClient queue, QueueMessage message)
    {
        await bench.Stores.Queue(Queues.Poison(Queues.RenderJobs)).SendMessageAsync(message.Body);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
