using System.Globalization;
using Glacier.Pipeline.Arrivals;
using Glacier.Pipeline.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Cli.Local;

/// <summary>The whole system on this machine: the storage emulator, the Functions app, the renderer, the gallery and the watcher that plays Event Grid.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    // the emulator's own published development account: it protects nothing
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly List<IAsyncDisposable> parts = [];
    private readonly string folder;

    private LocalStack(string folder) => this.folder = folder;

    /// <summary>Where to reach it.</summary>
    public LocalStackState State { get; private set; } = null!;

    /// <summary>Starts every part and waits until each answers.</summary>
    /// <param name="folder">Folder for storage, logs and the state file.</param>
    /// <param name="port">Wished port of the Functions app; the gallery takes the next. Others are taken when these are in use.</param>
    /// <param name="say">Told what is being started.</param>
    /// <param name="cancellation">Stops the waiting; what was started is stopped too.</param>
    /// <exception cref="IOException">A part did not come up; the message has the end of its log.</exception>
    public static async Task<LocalStack> StartAsync(string folder, int port, Action<string> say, CancellationToken cancellation)
    {
        var stack = new LocalStack(folder);
        try
        {
            await stack.StartPartsAsync(port, say, cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Plays Event Grid until cancelled: what is dropped into storage is announced to the Functions app.</summary>
    public Task WatchAsync(CancellationToken cancellation)
    {
        var connection = StorageConnection.ByConnectionString(State.ConnectionString);
        var watcher = new BlobArrivalWatcher(new BlobStores(connection), connection.Queues.GetQueueClient(Queues.Arrivals), NullLogger.Instance);
        return watcher.RunAsync(TimeSpan.FromSeconds(0.5), cancellation);
    }

    /// <summary>Stops the parts, last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
        {
            await part.DisposeAsync();
        }

        LocalStackState.Delete(folder);
    }

    private async Task StartPartsAsync(int port, Action<string> say, CancellationToken cancellation)
    {
        var logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
        var storage = Directory.CreateDirectory(Path.Combine(folder, "storage")).FullName;
        var repository = Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? throw new InvalidOperationException("GLACIER_ROOT is not set; start through ./glacier");
        var (blobs, queues, tables) = (FreePort.Near(10000), FreePort.Near(10001), FreePort.Near(10002));

        say("storage emulator");
        var azurite = new SupervisedProcess("Azurite", "node",
        [
            Path.Combine(repository, "node_modules", "azurite", "dist", "src", "azurite.js"), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", storage,
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", Text(blobs), "--queuePort", Text(queues), "--tablePort", Text(tables),
        ], new Dictionary<string, string>(), Path.Combine(logs, "azurite.log"));
        parts.Add(azurite);
        azurite.Start();
        var connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{blobs}/{Account};QueueEndpoint=http://127.0.0.1:{queues}/{Account};TableEndpoint=http://127.0.0.1:{tables}/{Account};";
        await AnswersAsync(azurite, new Uri($"http://127.0.0.1:{blobs}/"), cancellation);
        await AnswersAsync(azurite, new Uri($"http://127.0.0.1:{queues}/"), cancellation);

        say("Functions app and renderer");
        var api = FreePort.Near(port);
        var health = FreePort.Near(0);
        var app = Dotnet("Functions app", "Glacier.Functions", new() { ["AzureWebJobsStorage"] = connection, ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{api}" }, logs);
        var renderer = Dotnet("renderer", "Glacier.Renderer", new() { ["AzureWebJobsStorage"] = connection, ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{health}" }, logs);
        parts.Add(renderer);
        parts.Add(app);
        app.Start();
        renderer.Start();

        say("gallery");
        await new BlobStores(StorageConnection.ByConnectionString(connection)).EnsureAsync(cancellation);
        var gallery = await GalleryServer.StartAsync(StorageConnection.ByConnectionString(connection), FreePort.Near(port + 1), cancellation);
        parts.Add(gallery);
        await AnswersAsync(app, new Uri($"http://127.0.0.1:{api}/api/health"), cancellation);
        await AnswersAsync(renderer, new Uri($"http://127.0.0.1:{health}/health"), cancellation);

        State = new LocalStackState(connection, $"http://127.0.0.1:{api}", gallery.Address, Environment.ProcessId);
        State.Write(folder);
    }

    private static SupervisedProcess Dotnet(string name, string project, Dictionary<string, string> environment, string logs)
    {
        // every project of a build has its own folder beside this program's
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var assembly = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
        if (!File.Exists(assembly))
        {
            throw new IOException($"{assembly}: not built; start through ./glacier, which builds it");
        }

        return new SupervisedProcess(name, "dotnet", [assembly], environment, Path.Combine(logs, project + ".log"));
    }

    private static async Task AnswersAsync(SupervisedProcess part, Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (true)
        {
            try
            {
                // any answer shows that it listens; the app's health also says that its storage is there
                using var response = await client.GetAsync(address, cancellation);
                if ((int)response.StatusCode < 500)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // not yet
            }

            if (DateTime.UtcNow > deadline)
            {
                throw new IOException($"{part.Name} did not answer at {address} within 60 s. The end of its log:\n{part.LogTail()}");
            }

            await Task.Delay(100, cancellation);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
