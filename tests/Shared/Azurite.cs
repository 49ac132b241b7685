using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Glacier.Tests;

/// <summary>
/// A storage account on this machine for as long as the fixture lives: a real Azurite on free ports with a folder of its own. Share one per test
/// project by <c>[assembly: AssemblyFixture(typeof(Azurite))]</c> and a constructor parameter, or make one with <see cref="StartAsync"/>.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int Attempts = 5;

    // Azurite ends with its standard input, so that it does not outlive a test process that is killed.
    private const string Launcher =
        "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.argv.splice(1, 0, 'azurite'); require(process.argv.splice(2, 1)[0]);";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "azurite-" + Guid.NewGuid().ToString("N"));
    private Process? process;

    public int BlobPort { get; private set; }

    public int QueuePort { get; private set; }

    /// <summary>For <c>AzureWebJobsStorage</c>, blob and queue clients.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{BlobPort}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{QueuePort}/devstoreaccount1;";

    /// <summary>A running Azurite; dispose of it to stop it.</summary>
    public static async Task<Azurite> StartAsync()
    {
        var azurite = new Azurite();
        await azurite.InitializeAsync();
        return azurite;
    }

    /// <summary>A port nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask InitializeAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            (BlobPort, QueuePort) = (FreePort(), FreePort());
            process = Launch(FreePort());
            if (await ListensAsync(BlobPort) && await ListensAsync(QueuePort))
            {
                return;
            }

            Stop();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException("Azurite did not start. Are Node and node_modules there (npm ci)?");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private Process Launch(int tablePort)
    {
        Directory.CreateDirectory(folder);
        var script = Path.Combine(RealData.RepositoryRoot, "node_modules", "azurite", "dist", "src", "azurite.js");
        string[] arguments =
        [
            "-e", Launcher, "--", script, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", folder,
            "--blobPort", $"{BlobPort}", "--queuePort", $"{QueuePort}", "--tablePort", $"{tablePort}",
        ];
        var started = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private async Task<bool> ListensAsync(int port)
    {
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(30) && !process!.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }

    private void Stop()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
    }
}
