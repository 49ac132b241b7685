using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Training.Storage;

namespace Glacier.Training.Tests.Storage;

/// <summary>Runs kept in a real storage account, the job as users start it.</summary>
public sealed class StoredRunTests : IAsyncLifetime
{
    private const string Checkpoints = "training/run/checkpoints/";

    private readonly SyntheticPhotos _photos = new();
    private Azurite _azurite = null!;
    private BlobContainerClient _container = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _container = ModelsContainer.Connect(new Hashtable { ["AzureWebJobsStorage"] = _azurite.ConnectionString });
        foreach (var file in Directory.GetFiles(Path.Combine(_photos.Root, "photos"), "*", SearchOption.AllDirectories))
        {
            using var content = File.OpenRead(file);
            await _container.UploadBlobAsync("data/" + Path.GetRelativePath(_photos.Root, file), content);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _photos.Dispose();
    }

    [Fact]
    public void A_run_killed_on_one_machine_goes_on_on_a_fresh_one_to_the_bytes_of_an_unbroken_one()
    {
        using (var killed = Start("one", images: 1_000_000))
        {
            Await(() => Whole().Length > 0);
            killed.Kill();
        }

        var step = int.Parse(Whole()[^1][5..], CultureInfo.InvariantCulture);

        // as a machine taken away in the middle of sending leaves it: newer, and not whole
        _container.UploadBlob(Checkpoints + "step-99999999/generator.dat", BinaryData.FromString("half"));
        Wait(Start("two", (step + 4L) * 4, "--resume"));
        var whole = TrainProcess.Run(
            "train", "joint", "--config", _photos.Configuration("run", (step + 4L) * 4), "--data", _photos.Root, "--out", _photos.Out("whole"), "--cache", _photos.Out("whole"));
        Assert.True(whole.Code == 0, whole.Errors);

        var name = $"step-{step + 4:D8}";
        Assert.Equal(name, Whole()[^1]);
        Assert.Equal(2, Whole().Length);
        Assert.Empty(Names(Checkpoints + "step-99999999"));
        foreach (var file in Directory.GetFiles(Path.Combine(_photos.Out("whole"), "checkpoints", name), "*.dat"))
        {
            Assert.Equal(File.ReadAllBytes(file), _container.GetBlobClient($"{Checkpoints}{name}/{Path.GetFileName(file)}").DownloadContent().Value.Content.ToArray());
        }

        Assert.Equal(File.ReadLines(Path.Combine(_photos.Out("whole"), "metrics.csv")).Count(), Text("training/run/metrics.csv").TrimEnd().Split('\n').Length);
        Assert.NotEmpty(Names("training/run/samples/"));
        Assert.DoesNotContain(Names("training/run/"), blob => Path.GetFileName(blob).StartsWith("pictures-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_in_the_container_is_not_overwritten_and_a_damaged_checkpoint_is_refused_and_others_runs_can_be_begun_with()
    {
        Wait(Start("one", images: 8));
        using (var again = Start("two", images: 8))
        {
            var (code, errors) = again.Wait();
            Assert.Equal(1, code);
            Assert.Contains("run-exists", errors);
        }

        // another run that begins with its weights, on a machine that has never seen it
        var other = _photos.Configuration("other", images: 4, more: "\"weightsFrom\": \".glacier/training/run\",");
        Wait(new TrainProcess(_photos.Out("three"), _azurite.ConnectionString, "train", "joint", "--config", other, "--data", "blob", "--out", "blob:fine.tuned"));
        Assert.NotEmpty(Names("training/fine.tuned/checkpoints/step-00000001/state.json"));

        _container.GetBlobClient(Checkpoints + "step-00000002/generator.dat").Upload(BinaryData.FromString("tampered"), overwrite: true);
        using var damaged = Start("four", images: 16, "--resume");
        var (failed, reason) = damaged.Wait();
        Assert.Equal(1, failed);
        Assert.Contains("generator.dat", reason);
        Assert.Contains("checkpoint-damaged", reason);
    }

    [Fact]
    public async Task Storage_out_of_reach_is_told_and_made_up_for_when_it_is_back()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_photos.Root, "away")).FullName;
        var checkpoint = Directory.CreateDirectory(Path.Combine(folder, "checkpoints", "step-00000001")).FullName;
        await File.WriteAllTextAsync(Path.Combine(checkpoint, "state.json"), "{}");
        var told = new List<string>();
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        var nobody = _azurite.ConnectionString.Replace($":{_azurite.BlobPort}/", $":{Azurite.FreePort()}/", StringComparison.Ordinal);
        var missed = new StoredRun(new BlobContainerClient(nobody, "models", options), folder, told.Add);
        missed.Save(checkpoint);
        Assert.Contains("step-00000001 stays on this machine for now", Assert.Single(told));
        Assert.True(ModelsContainer.IsOfStorage(Record.Exception(missed.Finish)!));

        var back = new StoredRun(_container, folder, told.Add);
        back.Save(checkpoint);
        back.Finish();
        Assert.Single(told);
        Assert.Equal(["training/away/checkpoints/step-00000001/state.json"], Names("training/away/"));
        Assert.Throws<InvalidInputException>(() => new StoredRun(_container, Path.Combine(_photos.Root, "else", "away"), told.Add).Restore(resume: false));
    }

    private TrainProcess Start(string machine, long images, params string[] more) =>
        new(_photos.Out(machine), _azurite.ConnectionString, ["train", "joint", "--config", _photos.Configuration("run", images), "--data", "blob", "--out", "blob", .. more]);

    private static void Wait(TrainProcess process)
    {
        using (process)
        {
            var (code, errors) = process.Wait();
            Assert.True(code == 0, errors);
        }
    }

    // names of the checkpoints that have a state.json, in order
    private string[] Whole() => [.. Names(Checkpoints).Where(name => name.EndsWith("/state.json", StringComparison.Ordinal)).Select(name => name.Split('/')[^2]).Order(StringComparer.Ordinal)];

    private string[] Names(string prefix) => [.. _container.GetBlobs(BlobTraits.None, BlobStates.None, prefix).Select(blob => blob.Name)];

    private string Text(string blob) => _container.GetBlobClient(blob).DownloadContent().Value.Content.ToString();

    private static void Await(Func<bool> condition)
    {
        var patience = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(4), "nothing happened for four minutes");
            Thread.Sleep(50);
        }
    }
}
