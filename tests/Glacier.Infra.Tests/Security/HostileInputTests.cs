using Azure.Storage.Blobs;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Glacier.Infra.Tests.Security;

public sealed class HostileInputTests : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=alert(1)>'\"</script><script>alert(1)</script>";
    private readonly BlobStores _stores;
    private readonly LocalBlobs _files;
    private readonly Azurite _azurite;
    private readonly GlacierId _glacier = GlacierId.Parse("s" + Guid.NewGuid().ToString("N")[..8]);

    public HostileInputTests(Azurite azurite)
    {
        _azurite = azurite;
        _stores = new BlobStores(StorageConnection.ByConnectionString(azurite.ConnectionString));
        _files = new LocalBlobs(_stores);
    }

    private Workbench Bench => new(_stores, _files, NullLogger.Instance);

    public async ValueTask InitializeAsync() => await _stores.EnsureAsync();

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_blob_larger_than_a_workers_disk_is_refused_before_a_byte_is_copied()
    {
        var giant = new StoredBlob(new BlobAddress(Containers.Dems, $"{_glacier}/a_2001.tif"), "0x1", LocalBlobs.LargestBytes + 1, DateTimeOffset.UtcNow, null);
        Assert.Equal("too-large", (await Assert.ThrowsAsync<InvalidInputException>(() => _files.OpenAsync(giant))).Rule);
        var companion = giant with { Address = new BlobAddress(Containers.Dems, $"{_glacier}/a_2001.prj") };
        var small = giant with { Length = 10 };
        Assert.Equal("too-large", (await Assert.ThrowsAsync<InvalidInputException>(() => _files.OpenAsync(small, [companion]))).Rule);
    }

    [Fact]
    public async Task Settings_larger_than_any_honest_ones_go_to_quarantine_and_the_defaults_hold()
    {
        await UploadAsync(BlobNames.Settings(_glacier), "{\"name\":\"" + new string('a', 2 << 20) + "\"}");
        Assert.Same(GlacierSettings.Default, await Bench.SettingsAsync(_glacier));
        Assert.Equal("settings", Assert.Single(await QuarantineRecords.ListAsync(_stores, _glacier.Value)).Rule);
    }

    [Theory]
    [InlineData("""{ "outline": "/vsicurl/http://127.0.0.1:1/a.gpkg" }""")]
    [InlineData("""{ "outline": "../../other/outline.gpkg" }""")]
    [InlineData("""{ "outline": "http://169.254.169.254/metadata" }""")]
    public async Task An_outline_named_in_settings_is_looked_for_among_the_glaciers_own_files_only(string json)
    {
        await UploadAsync(BlobNames.Settings(_glacier), json);
        await UploadAsync(new BlobAddress(Containers.Outlines, $"{_glacier}/own_2001.geojson"), "{}");
        var settings = await Bench.SettingsAsync(_glacier);
        var series = new Series(_glacier, Epoch.OfYear(2001), new Grid(16, 16, new GeoTransform(600_000, 5_000_000, 30, 30), ReferenceSystem.FromEpsg(32632)), []);
        Assert.Empty(await KnownOutlines.ReadAsync(Bench, series, settings));
    }

    [Fact]
    public void No_setting_is_an_address()
    {
        var members = typeof(GlacierSettings).GetProperties().Concat(typeof(ViewSetting).GetProperties()).Concat(typeof(SunSetting).GetProperties());
        Assert.DoesNotContain(members, member => member.PropertyType == typeof(Uri) || member.Name.Contains("Ur", StringComparison.Ordinal));
        Assert.Throws<InvalidInputException>(() => GlacierSettings.Parse("""{ "url": "http://127.0.0.1/" }"""u8.ToArray()));
    }

    [Fact]
    public void Deeply_nested_settings_are_refused_without_harm() =>
        Assert.Equal("settings", Assert.Throws<InvalidInputException>(() => GlacierSettings.Parse(System.Text.Encoding.ASCII.GetBytes("{\"profiles\":" + new string('[', 100_000)))).Rule);

    [Theory]
    [InlineData("../../../../tmp/x")]
    [InlineData("/tmp/x")]
    [InlineData("a/../../x")]
    public void A_product_cannot_leave_its_folder(string name)
    {
        using var folder = _files.NewFolder();
        Assert.Throws<ArgumentException>(() => folder.File(name));
        Assert.StartsWith(folder.Path, folder.File("a/b.png"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_render_job_whose_view_climbs_folders_writes_nothing()
    {
        var epoch = Epoch.OfYear(2001);
        using (var folder = _files.NewFolder())
        {
            var dem = new Raster(16, 16, new GeoTransform(600_000, 5_000_000, 30, 30), ReferenceSystem.FromEpsg(32632));
            Array.Fill(dem.Values, 2000);
            Cog.Write(folder.File("aligned.tif"), dem, epoch);
            await _stores.WriteFileAsync(BlobNames.Product(_glacier, CoregisterStep.Dem(epoch)), folder.File("aligned.tif"));
        }

        var mark = "escaped-" + Guid.NewGuid().ToString("N");
        var picture = new PictureJob(
            epoch, "../../../../" + mark, "survey", CoregisterStep.Dem(epoch), null, null, new Camera(600_240, 4_999_900, 2100, 600_240, 4_999_500, 2000, 60, 32, 18), 160, 40, null);
        var job = new RenderJob("k", "i", _glacier, picture.Step) { Picture = picture };
        await Assert.ThrowsAsync<ArgumentException>(() => RenderStep.RunAsync(Bench, job));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetTempPath(), mark + "*"));
    }

    [Fact]
    public async Task Inputs_are_not_written_but_by_the_import_of_DEMs()
    {
        foreach (var container in Containers.Inputs)
            await Assert.ThrowsAsync<InvalidOperationException>(() => _stores.WriteAsync(new BlobAddress(container, "x"), [1]));
        foreach (var container in Containers.Inputs.Concat(Containers.Outputs).Except([Containers.Dems]))
            await Assert.ThrowsAsync<InvalidOperationException>(() => _stores.ImportAsync(new BlobAddress(container, "x"), null, "x", (_, _) => Task.FromResult(0), () => { }));
    }

    [Fact]
    public async Task An_identity_that_may_not_make_containers_is_content_with_those_there_are()
    {
        var options = new BlobClientOptions { Transport = new Azure.Core.Pipeline.HttpClientTransport(new HttpClient(new Forbidden())) };
        var queues = new Azure.Storage.Queues.QueueClientOptions { Transport = new Azure.Core.Pipeline.HttpClientTransport(new HttpClient(new Forbidden())) };
        await new BlobStores(new StorageConnection(new BlobServiceClient(_azurite.ConnectionString, options), new Azure.Storage.Queues.QueueServiceClient(_azurite.ConnectionString, queues))).EnsureAsync();
    }

    [Fact]
    public void Names_and_texts_from_outside_are_text_on_the_page()
    {
        var folder = Directory.CreateTempSubdirectory("glacier-page-").FullName;
        try
        {
            GalleryPage.Write(
                new GlacierPage
                {
                    Id = "g",
                    Name = Hostile,
                    Attribution = Hostile,
                    Place = Hostile,
                    Methods = [Hostile],
                    Remarks = [Hostile],
                    Epochs = [new PageEpoch(Epoch.OfYear(2001), [])],
                    Quarantined = [new PageQuarantine(Hostile, Hostile, Hostile, Hostile, Hostile)],
                },
                folder);
            GalleryIndex.Write([new GlacierCard(Hostile, "g/index.html", "g/poster.jpg", 2001, 2001, 1)], folder);
            foreach (var page in Directory.GetFiles(folder, "*.html"))
            {
                var html = File.ReadAllText(page);
                Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
                Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
                Assert.Contains("Content-Security-Policy", html, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_message_that_is_nonsense_or_too_large_is_an_error_not_a_crash()
    {
        Assert.Throws<System.Text.Json.JsonException>(() => MessageText.Read<RenderJob>("[]"));
        Assert.Throws<System.Text.Json.JsonException>(() => MessageText.Read<ArrivalEvent>(new string('[', 100_000)));
        Assert.Throws<ArgumentException>(() => MessageText.Write(new { text = new string('a', MessageText.LargestBytes) }));
    }

    private sealed class Forbidden : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) { Headers = { { "x-ms-error-code", "AuthorizationPermissionMismatch" } } });
    }

    private Task UploadAsync(BlobAddress address, string text) =>
        new BlobServiceClient(_azurite.ConnectionString).GetBlobContainerClient(address.Container).GetBlobClient(address.Name).UploadAsync(BinaryData.FromString(text), overwrite: true);
}
