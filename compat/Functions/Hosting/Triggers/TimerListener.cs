using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.Hosting.Functions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Triggers;

/// <summary>Calls a function on its schedule. Of several processes the one that holds the lease on the timer's blob does it; the blob holds the schedule's state.</summary>
internal sealed class TimerListener(
    FunctionDescription function, TimerTriggerAttribute trigger, Schedule schedule, BlobContainerClient container, string hub, FunctionInvoker invoker, QueueOutputs outputs, ILogger logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly BlobClient blob = container.GetBlobClient($"timers/{hub.ToLowerInvariant()}/{function.Name}/status");
    private readonly CancellationTokenSource stopping = new();
    private Task? running;

    public void Start() => running = Task.Run(RunAsync);

    public async Task StopAsync(CancellationToken deadline)
    {
        await stopping.CancelAsync();
        await (running ?? Task.CompletedTask).WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        var startup = trigger.RunOnStartup;
        while (!stopping.IsCancellationRequested)
        {
            BlobLeaseClient? lease = null;
            try
            {
                await container.CreateIfNotExistsAsync();
                await CreateAsync();
                lease = blob.GetBlobLeaseClient();
                await lease.AcquireAsync(Lease, cancellationToken: stopping.Token);
                await KeepAsync(lease, startup);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                await ReleaseAsync(lease);
                return;
            }
            catch (RequestFailedException taken) when (taken.Status is 409 or 412)
            {
                logger.LogDebug("The timer of '{Name}' runs in another process", function.Name);
            }
            catch (RequestFailedException failure)
            {
                logger.LogError(failure, "The timer of '{Name}' cannot reach its storage", function.Name);
            }

            await Task.Delay(LongestWait, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(BlobLeaseClient lease, bool startup)
    {
        var status = trigger.UseMonitor ? await ReadAsync() : null;
        var last = status?.Last ?? default;
        var next = status is { Next: var planned } && planned != default ? planned : schedule.Next(DateTime.UtcNow);
        if (startup)
        {
            await FireAsync(lease, new() { Last = last, Next = next, LastUpdated = last }, pastDue: false);
            last = DateTime.UtcNow;
        }

        while (true)
        {
            var wait = next - DateTime.UtcNow;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, stopping.Token);
                await lease.RenewAsync(cancellationToken: stopping.Token);
                continue;
            }

            var due = next;
            next = schedule.Next(DateTime.UtcNow > due ? DateTime.UtcNow : due);
            await FireAsync(lease, new() { Last = last, Next = next, LastUpdated = last }, pastDue: wait < -TimeSpan.FromSeconds(1));
            last = due;
            if (trigger.UseMonitor)
            {
                await WriteAsync(lease, new() { Last = last, Next = next, LastUpdated = DateTime.UtcNow });
            }
        }
    }

    private async Task FireAsync(BlobLeaseClient lease, ScheduleStatus status, bool pastDue)
    {
        var call = CallAsync(new() { ScheduleStatus = trigger.UseMonitor ? status : null, IsPastDue = pastDue });
        while (await Task.WhenAny(call, Task.Delay(LongestWait)) != call)
        {
            await lease.RenewAsync();
        }

        await call;
    }

    private async Task CallAsync(TimerInfo info)
    {
        try
        {
            using var scope = invoker.CreateScope();
            var invocation = new Invocation(function, info, new Dictionary<string, object?>(), scope.ServiceProvider);
            await outputs.SendAsync(function, await invoker.InvokeAsync(invocation, stopping.Token, type => JsonSerializer.Deserialize(JsonSerializer.Serialize(info), type)));
        }
        catch (Exception failure)
        {
            // Logged by the invoker with all details; the schedule goes on.
            logger.LogDebug(failure, "The timer function '{Name}' failed", function.Name);
        }
    }

    private async Task CreateAsync()
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromString("{}"), new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, stopping.Token);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            logger.LogTrace("The state of timer '{Name}' exists", function.Name);
        }
    }

    private async Task<ScheduleStatus?> ReadAsync() =>
        (await blob.DownloadContentAsync(stopping.Token)).Value.Content.ToObjectFromJson<ScheduleStatus>() is { } read && read.Next != default ? read : null;

    private Task WriteAsync(BlobLeaseClient lease, ScheduleStatus status) => blob.UploadAsync(
        BinaryData.FromObjectAsJson(status), new BlobUploadOptions { Conditions = new() { LeaseId = lease.LeaseId } }, stopping.Token);

    private async Task ReleaseAsync(BlobLeaseClient? lease)
    {
        try
        {
            await (lease?.ReleaseAsync() ?? Task.FromResult<Response<ReleasedObjectInfo>>(null!));
        }
        catch (RequestFailedException failure)
        {
            logger.LogDebug(failure, "The lease of timer '{Name}' runs out by itself", function.Name);
        }
    }
}
