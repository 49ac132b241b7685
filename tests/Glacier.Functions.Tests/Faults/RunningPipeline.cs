using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Glacier.Pipeline.Arrivals;
using Glacier.Pipeline.Storage;
using Glacier.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Functions.Tests.Faults;

/// <summary>The pipeline as it really runs: an emulator with storage of its own, the app and the renderer as processes that can be killed.</summary>
internal sealed class RunningPipeline : IAsyncDisposable
{
    private readonly Azurite azurite;
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<string, Process> processes = [];
    private readonly Dictionary<string, Uri> addresses = [];
    private Task watching = Task.CompletedTask;

    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings;

    private RunningPipeline(Azurite azurite, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? settings)
    {
        this.settings = settings ?? new Dictionary<string, IReadOnlyDictionary<string, string>>();
        this.azurite = azurite;
        Storage = StorageConnection.ByConnectionString(azurite.ConnectionString);
    }

    /// <summary>The account.</summary>
    public StorageConnection Storage { get; }

    /// <summary>Names of the processes that can be killed.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["Glacier.Functions", "Glacier.Renderer"];

    /// <summary>Address of the app's HTTP functions.</summary>
    public Uri Api => addresses["Glacier.Functions"];

    /// <summary>Largest resident set seen of each program, megabytes.</summary>
    public Dictionary<string, double> PeakMegabytes { get; } = [];

    /// <param name="settings">Settings of each program beyond storage and address.</param>
    public static async Task<RunningPipeline> StartAsync(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? settings = null)
    {
        var pipeline = new RunningPipeline(await Azurite.StartAsync(), settings);
        await new BlobStores(pipeline.Storage).EnsureAsync();
        foreach (var program in Programs)
        {
            pipeline.Launch(program);
        }

        var watcher = new BlobArrivalWatcher(new BlobStores(pipeline.Storage), pipeline.Storage.Queues.GetQueueClient(Queues.Arrivals), NullLogger.Instance);
        pipeline.watching = watcher.RunAsync(TimeSpan.FromMilliseconds(300), pipeline.ending.Token);
        return pipeline;
    }

    /// <summary>Uploads files of a glacier.</summary>
    public async Task DropAsync(string glacier, IEnumerable<(string Name, byte[] Content)> files, string container = Containers.Dems)
    {
        foreach (var (name, content) in files)
        {
            await Storage.Blobs.GetBlobContainerClient(container).GetBlobClient($"{glacier}/{name}").UploadAsync(new BinaryData(content), overwrite: true);
        }
    }

    /// <summary>Kills a program as <c>kill -9</c> does and starts it again.</summary>
    public void KillAndRestart(string program)
    {
        var process = processes[program];
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Launch(program);
    }

    /// <summary>Resident set of a program now, megabytes.</summary>
    public double Megabytes(string program)
    {
        processes[program].Refresh();
        var now = processes[program].WorkingSet64 / 1e6;
        PeakMegabytes[program] = Math.Max(now, PeakMegabytes.GetValueOrDefault(program));
        return now;
    }

    /// <summary>The status blob of a glacier, or null while there is none.</summary>
    public async Task<JsonDocument?> StatusAsync(string glacier)
    {
        var blob = Storage.Blobs.GetBlobContainerClient(Containers.Status).GetBlobClient(BlobNames.Status(GlacierId.Parse(glacier)).Name);
        if (!await blob.ExistsAsync())
        {
            return null;
        }

        return JsonDocument.Parse((await blob.DownloadContentAsync()).Value.Content);
    }

    /// <summary>Waits until a glacier's run says that it has completed; fails with its status where that stands still for too long.</summary>
    public async Task CompletedAsync(string glacier, TimeSpan patience, Action? meanwhile = null)
    {
        var deadline = DateTime.UtcNow + patience;
        string? last = null;
        while (true)
        {
            using var status = await StatusAsync(glacier);
            var now = status?.RootElement.GetRawText();
            if (now != last)
            {
                (last, deadline) = (now, DateTime.UtcNow + patience);
            }

            var phase = status?.RootElement.GetProperty("phase").GetString();
            if (phase == "done")
            {
                return;
            }

            if (DateTime.UtcNow > deadline)
            {
                Assert.Fail($"{glacier} has stood still for {patience}. Status: {now ?? "none"}\n{Logs()}");
            }

            meanwhile?.Invoke();
            await Task.Delay(200);
        }
    }

    /// <summary>One product as JSON.</summary>
    public async Task<JsonElement> JsonAsync(string container, string name)
    {
        using var json = JsonDocument.Parse((await Storage.Blobs.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync()).Value.Content);
        return json.RootElement.Clone();
    }

    /// <summary>Every product of a glacier with the hash of its content, by name.</summary>
    public async Task<SortedDictionary<string, string>> ProductsAsync(string glacier)
    {
        var products = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var container = Storage.Blobs.GetBlobContainerClient(Containers.Products);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.All, glacier + "/", default))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
            products.Add(blob.Name, Convert.ToHexString(SHA256.HashData(content.ToMemory().Span)));
        }

        return products;
    }

    /// <summary>Names in a container below a prefix.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string container, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in Storage.Blobs.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, default))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        foreach (var process in processes.Values)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        await azurite.DisposeAsync();
        ending.Dispose();
    }

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> log = new();

    private string Logs() => string.Join('\n', log.TakeLast(60));

    private void Launch(string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var assembly = Path.Combine(here.Parent!.Parent!.FullName, program, here.Name, program + ".dll");
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AzureWebJobsStorage"] = azurite.ConnectionString;
        addresses[program] = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Azurite.FreePort()}"));
        start.Environment["ASPNETCORE_URLS"] = addresses[program].ToString();
        foreach (var (name, value) in settings.GetValueOrDefault(program) ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Remember(program, line.Data);
        process.ErrorDataReceived += (_, line) => Remember(program, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes[program] = process;
    }

    private void Remember(string program, string? line)
    {
        if (line is not null)
        {
            log.Enqueue($"{program}: {line}");
            while (log.Count > 2000 && log.TryDequeue(out _))
            {
                // only the end is ever shown
            }
        }
    }
}
