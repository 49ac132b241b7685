using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Pipeline.Tests.Storage;

public class BlobStoresTests
{
    private static readonly GlacierId _glacier = GlacierId.Parse("g");

    [Fact]
    public async Task Writing_the_same_twice_leaves_the_blob_as_it_was_and_inputs_are_never_written()
    {
        await using var azurite = await Azurite.StartAsync();
        var stores = await ReadyAsync(azurite);
        var product = BlobNames.Product(_glacier, "x.bin");
        await stores.WriteAsync(product, [1, 2, 3]);
        var first = await stores.FindAsync(product);
        await stores.WriteAsync(product, [1, 2, 3]);
        Assert.Equal(first, await stores.FindAsync(product));
        await stores.WriteAsync(product, [4]);
        Assert.NotEqual(first!.ETag, (await stores.FindAsync(product))!.ETag);
        foreach (var container in Containers.Inputs)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => stores.WriteAsync(new BlobAddress(container, "g/x"), [1]));
            await Assert.ThrowsAsync<InvalidOperationException>(() => stores.DeleteAsync(new BlobAddress(container, "g/x")));
        }
    }

    [Fact]
    public async Task Writers_of_the_same_contents_at_once_all_succeed_and_a_large_file_survives_in_blocks()
    {
        await using var azurite = await Azurite.StartAsync();
        var stores = await ReadyAsync(azurite);
        var content = new byte[9 << 20];
        new Random(1).NextBytes(content);
        var product = BlobNames.Product(_glacier, "large.bin");
        var hashes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stores.WriteAsync(product, content)));
        Assert.Single(hashes.Distinct());
        Assert.Equal(content, await stores.ReadAsync(product));
    }

    [Fact]
    public async Task A_step_runs_once_per_key_and_again_where_a_product_was_taken_away()
    {
        await using var azurite = await Azurite.StartAsync();
        var stores = await ReadyAsync(azurite);
        using var files = new LocalBlobs(stores);
        var bench = new Workbench(stores, files, NullLogger.Instance);
        var runs = 0;
        Task<StepManifest> Run(string key) => bench.OnceAsync(_glacier, "s", new ProductKey(key), folder =>
        {
            runs++;
            return File.WriteAllTextAsync(folder.File("deep/x.txt"), "same");
        });
        await Run("a");
        var written = await stores.FindAsync(BlobNames.Product(_glacier, "deep/x.txt"));
        await Run("a");
        Assert.Equal(1, runs);
        await Run("b");
        Assert.Equal(2, runs);
        Assert.Equal(written, await stores.FindAsync(BlobNames.Product(_glacier, "deep/x.txt")));
        await stores.DeleteAsync(BlobNames.Product(_glacier, "deep/x.txt"));
        await Run("b");
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task A_whole_series_done_twice_leaves_every_product_and_input_untouched()
    {
        await using var azurite = await Azurite.StartAsync();
        var stores = await ReadyAsync(azurite);
        using var files = new LocalBlobs(stores);
        var bench = new Workbench(stores, files, NullLogger.Instance);
        var dems = StorageConnection.ByConnectionString(azurite.ConnectionString).Blobs.GetBlobContainerClient(Containers.Dems);
        using (var folder = files.NewFolder())
        {
            foreach (var (name, rise) in new[] { ("a_1950.tif", 40f), ("b_2000.tif", 0f), ("twin_2000.tif", 7f), ("copy_1950.tif", 40f) })
            {
                Cog.Write(folder.File(name), Hills(rise));
                await dems.GetBlobClient("g/" + name).UploadAsync(folder.File(name));
                await Task.Delay(1100);
            }
        }

        var before = await ListAsync(stores, Containers.Dems);
        await RunAsync(bench);
        var products = await ListAsync(stores, Containers.Products);
        await RunAsync(bench);
        Assert.Equal(products, await ListAsync(stores, Containers.Products));
        Assert.Equal(before, await ListAsync(stores, Containers.Dems));
        var reason = Assert.Single(await QuarantineRecords.ListAsync(stores, "g"));
        Assert.Equal(("same-date-twice", "dems/g/twin_2000.tif"), (reason.Rule, reason.File));
    }

    private static async Task RunAsync(Workbench bench)
    {
        await RoundStep.BeginAsync(bench, _glacier);
        var survey = await SurveyStep.RunAsync(bench, _glacier);
        Assert.Equal([Epoch.OfYear(1950), Epoch.OfYear(2000)], survey.Epochs);
        foreach (var epoch in survey.Epochs)
            await NormalizeStep.RunAsync(bench, _glacier, epoch);
        foreach (var epoch in survey.Epochs)
            await CoregisterStep.RunAsync(bench, _glacier, epoch);
        await OutlineStep.RunAsync(bench, _glacier);
        await PlanStep.RunAsync(bench, _glacier);
        foreach (var epoch in survey.Epochs)
            await ContoursStep.RunAsync(bench, _glacier, epoch);
        await ChangeStep.RunAsync(bench, _glacier);
    }

    private static Raster Hills(float rise)
    {
        var dem = new Raster(64, 64, new GeoTransform(640_000, 5_190_000, 30, 30), ReferenceSystem.FromEpsg(32632));
        for (var i = 0; i < dem.Values.Length; i++)
        {
            var (x, y) = (i % 64, i / 64);
            var tongue = Math.Abs(x - 32) < 8 && y is > 8 and < 50 ? rise : 0;
            dem.Values[i] = (float)(2000 + (300 * Math.Sin(x * 0.15)) + (200 * Math.Cos(y * 0.11)) + (40 * Math.Sin((x * 0.7) + (y * 0.4)))) + tongue;
        }

        return dem;
    }

    private static async Task<List<StoredBlob>> ListAsync(BlobStores stores, string container)
    {
        var blobs = new List<StoredBlob>();
        await foreach (var blob in stores.ListAsync(container, ""))
            blobs.Add(blob);
        return blobs;
    }

    private static async Task<BlobStores> ReadyAsync(Azurite azurite)
    {
        var stores = new BlobStores(StorageConnection.ByConnectionString(azurite.ConnectionString));
        await stores.EnsureAsync();
        return stores;
    }
}
