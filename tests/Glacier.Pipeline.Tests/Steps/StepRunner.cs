using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;
using Glacier.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Pipeline.Tests.Steps;

/// <summary>The steps on scenes one after the other in this process, as the orchestration calls them.</summary>
internal sealed class StepRunner : IAsyncDisposable
{
    private readonly Azurite _azurite;
    private readonly LocalBlobs _files;
    private readonly StorageConnection _connection;

    private StepRunner(Azurite azurite)
    {
        _azurite = azurite;
        _connection = StorageConnection.ByConnectionString(azurite.ConnectionString);
        Stores = new BlobStores(_connection);
        _files = new LocalBlobs(Stores);
        Bench = new Workbench(Stores, _files, NullLogger.Instance);
    }

    public BlobStores Stores { get; }

    public Workbench Bench { get; }

    public GlacierId Glacier { get; } = GlacierId.Parse("g");

    public static async Task<StepRunner> StartAsync()
    {
        var runner = new StepRunner(await Azurite.StartAsync());
        await runner.Stores.EnsureAsync();
        return runner;
    }

    public async Task DropAsync(string container, params (string Name, byte[] Content)[] files)
    {
        foreach (var (name, content) in files)
            await _connection.Blobs.GetBlobContainerClient(container).GetBlobClient($"{Glacier}/{name}").UploadAsync(new BinaryData(content), overwrite: true);
    }

    public Task RemoveAsync(string container, string name) => _connection.Blobs.GetBlobContainerClient(container).GetBlobClient($"{Glacier}/{name}").DeleteAsync();

    /// <summary>One round over the scenes.</summary>
    /// <returns>The steps that the renderer was asked for.</returns>
    public async Task<List<string>> RoundAsync()
    {
        await RoundStep.BeginAsync(Bench, Glacier);
        await SurveyStep.RunAsync(Bench, Glacier);
        foreach (var file in await RoundStep.FilesAsync(Bench, Glacier, Containers.Scenes))
            await SceneInspectStep.RunAsync(Bench, Glacier, file);
        var asked = new List<string>();
        if (await SceneSurveyStep.RunAsync(Bench, Glacier) > 0)
        {
            var scenes = await VelocityPlanStep.RunAsync(Bench, Glacier);
            foreach (var date in scenes)
                await VelocitySceneStep.RunAsync(Bench, Glacier, date);
            if (scenes.Count > 0)
                await VelocityCloudStep.RunAsync(Bench, Glacier, scenes);
            await VelocityPairStep.SendAsync(Bench, Glacier, await VelocityPlanStep.TargetsAsync(Bench, Glacier, 0, 1000), "i");
            asked.AddRange(await RenderAsync());
            if (scenes.Count > 0)
            {
                await VelocityMosaicStep.SendAsync(Bench, Glacier, "i");
                asked.AddRange(await RenderAsync());
                await VelocityJudgeStep.RunAsync(Bench, Glacier);
            }

            await PublishStep.RunAsync(Bench, Glacier);
        }

        return asked;
    }

    public async Task<string> TextAsync(string product) => System.Text.Encoding.UTF8.GetString(await Stores.ReadAsync(BlobNames.Product(Glacier, product)));

    public async Task<Dictionary<string, string>> RefusedAsync() =>
        (await QuarantineRecords.ListAsync(Stores, Glacier.Value)).ToDictionary(reason => reason.File, reason => reason.Rule);

    public async Task<List<string>> ProductsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Stores.ListAsync(Containers.Products, BlobNames.Folder(Glacier)))
            names.Add(blob.Address.Name[BlobNames.Folder(Glacier).Length..]);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        _files.Dispose();
        await _azurite.DisposeAsync();
    }

    private async Task<List<string>> RenderAsync()
    {
        var done = new List<string>();
        var queue = Stores.Queue(Queues.RenderJobs);
        while ((await queue.ReceiveMessageAsync()).Value is { } message)
        {
            var job = MessageText.Read<RenderJob>(message.Body.ToString());
            await RendererWork.RunAsync(Bench, job);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            done.Add(job.Step);
        }

        return done;
    }
}
