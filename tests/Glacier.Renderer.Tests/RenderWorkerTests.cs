using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Renderer.Tests;

public sealed class RenderWorkerTests : IAsyncLifetime
{
    private static readonly GlacierId _glacier = GlacierId.Parse("g");
    private static readonly Epoch _epoch = Epoch.OfYear(1957);
    private Azurite _azurite = null!;
    private LocalBlobs _files = null!;
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        var stores = new BlobStores(StorageConnection.ByConnectionString(_azurite.ConnectionString));
        await stores.EnsureAsync();
        _files = new LocalBlobs(stores);
        _bench = new Workbench(stores, _files, NullLogger.Instance);
        using var folder = _files.NewFolder();
        Cog.Write(folder.File("aligned.tif"), Hill(), _epoch);
        await stores.WriteFileAsync(BlobNames.Product(_glacier, CoregisterStep.Dem(_epoch)), folder.File("aligned.tif"));
    }

    public async ValueTask DisposeAsync()
    {
        _files.Dispose();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task A_job_becomes_pictures_and_a_result_and_done_twice_leaves_them_as_they_are()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, Job("survey"));
        Assert.Null((await ResultAsync()).Error);
        var first = await ProductsAsync();
        Assert.Contains(first, blob => blob.Address.Name == "g/1957/views/main-survey/view.png");
        Assert.Contains(first, blob => blob.Address.Name == "g/1957/views/main-survey/depth.tif");
        await _bench.Stores.SendAsync(Queues.RenderJobs, Job("survey"));
        Assert.Null((await ResultAsync()).Error);
        Assert.Equal(first, await ProductsAsync());
    }

    [Fact]
    public async Task A_style_that_does_not_exist_is_a_failed_result_that_names_those_there_are()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, Job("watercolour"));
        Assert.Contains("survey", (await ResultAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_of_no_known_kind_is_a_failed_result_not_a_retry()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, new RenderJob("k", "instance", _glacier, "sculpture.1957"));
        Assert.Contains("sculpture.1957", (await ResultAsync()).Error, StringComparison.Ordinal);
        Assert.Null((await _bench.Stores.Queue(Queues.RenderJobs).PeekMessageAsync()).Value);
    }

    [Fact]
    public async Task A_job_that_keeps_failing_goes_to_the_poison_queue_and_is_reported()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, Job("survey", picture => picture with { Dem = "1957/missing.tif" }));
        Assert.Contains("tries", (await ResultAsync(mostTries: 2)).Error, StringComparison.Ordinal);
        Assert.NotNull((await _bench.Stores.Queue(Queues.Poison(Queues.RenderJobs)).ReceiveMessageAsync()).Value);
    }

    [Fact]
    public async Task A_stop_during_a_job_hands_its_message_back_long_before_it_would_show_again_by_itself()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, Long());
        await StopOnceTakenAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stop_while_a_message_is_on_its_way_to_the_worker_hands_it_back()
    {
        await _bench.Stores.SendAsync(Queues.RenderJobs, Long());
        for (var round = 0; round < 4; round++)
            await StopOnceTakenAsync(TimeSpan.Zero);
    }

    /// <summary>The message must be visible within 30 s after the stop, without a result; by itself it would be after an hour.</summary>
    private async Task StopOnceTakenAsync(TimeSpan after)
    {
        var queue = _bench.Stores.Queue(Queues.RenderJobs);
        using var worker = new RenderWorker(_bench, new RenderWorkerOptions(TimeSpan.FromHours(1), MostTries: 100), NullLogger<RenderWorker>.Instance);
        await worker.StartAsync(default);
        while ((await queue.PeekMessageAsync()).Value is not null)
        {
            // no pause: the stop is to come between the hiding of the message and its arrival
        }

        await Task.Delay(after);
        await worker.StopAsync(default);
        for (var deadline = DateTime.UtcNow.AddSeconds(30); (await queue.PeekMessageAsync()).Value is null; await Task.Delay(100))
            Assert.True(DateTime.UtcNow < deadline, "the message is still hidden");
        Assert.Null((await _bench.Stores.Queue(Queues.RenderResults).PeekMessageAsync()).Value);
    }

    [Fact]
    public async Task Ready_is_whoever_reaches_the_queue()
    {
        Assert.Equal(HealthStatus.Healthy, (await new StorageReady(_bench.Stores).CheckHealthAsync(new HealthCheckContext())).Status);
        var gone = new BlobStores(StorageConnection.ByConnectionString(_azurite.ConnectionString.Replace($":{_azurite.QueuePort}/", $":{Azurite.FreePort()}/", StringComparison.Ordinal)));
        Assert.Equal(HealthStatus.Unhealthy, (await new StorageReady(gone).CheckHealthAsync(new HealthCheckContext())).Status);
    }

    private async Task<RenderResult> ResultAsync(int mostTries = 5)
    {
        using var worker = new RenderWorker(_bench, new RenderWorkerOptions(TimeSpan.FromSeconds(10), mostTries), NullLogger<RenderWorker>.Instance);
        await worker.StartAsync(default);
        try
        {
            var queue = _bench.Stores.Queue(Queues.RenderResults);
            for (var deadline = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < deadline; await Task.Delay(100))
            {
                if ((await queue.ReceiveMessageAsync()).Value is { } message)
                {
                    await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                    return MessageText.Read<RenderResult>(message.Body.ToString());
                }
            }

            throw new TimeoutException("no result in 60 s");
        }
        finally
        {
            await worker.StopAsync(default);
        }
    }

    private async Task<List<StoredBlob>> ProductsAsync()
    {
        var blobs = new List<StoredBlob>();
        await foreach (var blob in _bench.Stores.ListAsync(Containers.Products, "g/"))
            blobs.Add(blob);
        return blobs;
    }

    private static RenderJob Job(string style, Func<PictureJob, PictureJob>? changed = null)
    {
        var picture = new PictureJob(
            _epoch, "main", style, CoregisterStep.Dem(_epoch), null, null, new Camera(640_960, 5_188_100, 3200, 640_960, 5_189_500, 2100, 60, 96, 54), 160, 40, null);
        return new RenderJob("k" + style, "instance", _glacier, picture.Step) { Picture = changed?.Invoke(picture) ?? picture };
    }

    private static RenderJob Long() => Job("survey", picture => picture with { Camera = new Camera(640_960, 5_188_100, 3200, 640_960, 5_189_500, 2100, 60, 4800, 2700) });

    private static Raster Hill()
    {
        var dem = new Raster(64, 64, new GeoTransform(640_000, 5_190_000, 30, 30), ReferenceSystem.FromEpsg(32632));
        for (var i = 0; i < dem.Values.Length; i++)
            dem.Values[i] = (float)(2000 + (300 * Math.Exp(-(Math.Pow((i % 64) - 32, 2) + Math.Pow((i / 64.0) - 20, 2)) / 200)));
        return dem;
    }
}
