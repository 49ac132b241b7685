using System.Security.Cryptography;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Usgs;
using Glacier.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Glacier.Infra.Tests.Usgs;

public sealed class UsgsWatcherTests(Azurite azurite) : IAsyncLifetime
{
    // a glacier of its own per test: all tests share one account
    private readonly string _glacier = "g" + Guid.NewGuid().ToString("N")[..8];
    private readonly BlobStores _stores = new(StorageConnection.ByConnectionString(azurite.ConnectionString));
    private CatalogueServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        await _stores.EnsureAsync();
        await _stores.DeleteAsync(UsgsReport.Address);
        _server = await CatalogueServer.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task New_DEMs_of_an_item_and_of_every_page_below_are_copied_and_nothing_else()
    {
        _server.Files.AddRange([Dem("a_1957_dem.tif", 10), Dem("a_1957_ortho.tif", 20), Dem("readme_dem.pdf", 5)]);
        _server.Pages.AddRange([[Dem("a_1970_dem.tif", 3000), Dem("a_1980_DEM.tif", 30)], [], [Dem("a_1990_dem.tif", 40)]]);
        var report = await LookAsync();
        Assert.Equal(["a_1957_dem.tif", "a_1970_dem.tif", "a_1980_DEM.tif", "a_1990_dem.tif"], Names(report, UsgsOutcome.Copied));
        Assert.Equal(["readme_dem.pdf"], Names(report, UsgsOutcome.Refused));
        foreach (var file in _server.Pages.SelectMany(page => page).Append(_server.Files[0]))
            Assert.Equal(file.Content, await _stores.ReadAsync(At(file.Name)));
        Assert.Null(await _stores.FindAsync(At("a_1957_ortho.tif")));
    }

    [Fact]
    public async Task A_second_look_copies_nothing_and_leaves_every_version()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        await LookAsync();
        var before = await _stores.FindAsync(At("a_1957_dem.tif"));
        var fetched = _server.Asked.Count(path => path.Contains("/file/", StringComparison.Ordinal));
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Same));
        Assert.Equal(before, await _stores.FindAsync(At("a_1957_dem.tif")));
        Assert.Equal(fetched, _server.Asked.Count(path => path.Contains("/file/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_copy_is_known_again_even_where_the_last_report_was_lost()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        await LookAsync();
        await _stores.DeleteAsync(UsgsReport.Address);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Same));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_file_replaces_the_copy_by_checksum_or_by_date(bool withChecksum)
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10) with { Checksum = withChecksum ? Hash(Bytes(10)) : null });
        await LookAsync();
        _server.Files[0] = Dem("a_1957_dem.tif", 11) with { Size = 11, Checksum = withChecksum ? Hash(Bytes(11)) : null, Uploaded = "2026-02-01T00:00:00Z" };
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Updated));
        Assert.Equal(Bytes(11), await _stores.ReadAsync(At("a_1957_dem.tif")));
    }

    [Fact]
    public async Task A_withdrawn_file_is_reported_and_its_copy_stays()
    {
        _server.Files.AddRange([Dem("a_1957_dem.tif", 10), Dem("a_1970_dem.tif", 10)]);
        await LookAsync();
        _server.Files.RemoveAt(0);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Withdrawn));
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Withdrawn));
        Assert.NotNull(await _stores.FindAsync(At("a_1957_dem.tif")));
    }

    [Fact]
    public async Task What_cannot_be_seen_is_not_withdrawn()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        await LookAsync();
        _server.Before = Status(404);
        var report = await LookAsync();
        Assert.Empty(Names(report, UsgsOutcome.Withdrawn));
        Assert.Single(report.Files, file => file.Outcome == UsgsOutcome.Failed);
        _server.Before = _ => Task.FromResult(false);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Same));
    }

    [Fact]
    public async Task List_only_says_what_it_would_copy_and_copies_nothing()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        var report = await LookAsync(_server.Options(listOnly: true, glacier: _glacier));
        Assert.Equal(["a_1957_dem.tif"], Names(report, UsgsOutcome.Listed));
        Assert.Null(await _stores.FindAsync(At("a_1957_dem.tif")));
        Assert.DoesNotContain(_server.Asked, path => path.Contains("/file/", StringComparison.Ordinal));
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
    }

    [Fact]
    public async Task A_file_that_people_uploaded_is_never_overwritten_nor_one_brought_back_that_they_removed()
    {
        _server.Files.AddRange([Dem("a_1957_dem.tif", 10), Dem("a_1970_dem.tif", 20)]);
        await Raw(At("a_1957_dem.tif")).UploadAsync(BinaryData.FromString("mine"), overwrite: true);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Refused));
        Assert.Equal("mine"u8.ToArray(), await _stores.ReadAsync(At("a_1957_dem.tif")));
        await Raw(At("a_1970_dem.tif")).DeleteAsync();
        Assert.Equal(["a_1957_dem.tif", "a_1970_dem.tif"], Names(await LookAsync(), UsgsOutcome.Refused));
        Assert.Null(await _stores.FindAsync(At("a_1970_dem.tif")));
    }

    [Fact]
    public async Task A_transfer_that_breaks_is_begun_anew_until_it_is_whole()
    {
        var tries = 0;
        _server.Files.Add(Dem("a_1957_dem.tif", 200_000) with
        {
            Send = async (context, file) =>
            {
                context.Response.ContentLength = file.Content.Length;
                if (++tries < 3)
                {
                    await context.Response.Body.WriteAsync(file.Content.AsMemory(0, 50_000));
                    await context.Response.Body.FlushAsync();
                    context.Abort();
                    return;
                }

                await context.Response.Body.WriteAsync(file.Content);
            },
        });
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
        Assert.Equal(3, tries);
        Assert.Equal(Bytes(200_000), await _stores.ReadAsync(At("a_1957_dem.tif")));
    }

    [Fact]
    public async Task A_transfer_that_stalls_is_begun_anew()
    {
        var tries = 0;
        _server.Files.Add(Dem("a_1957_dem.tif", 1000) with
        {
            Send = async (context, file) =>
            {
                await context.Response.Body.WriteAsync(file.Content.AsMemory(0, 500));
                await context.Response.Body.FlushAsync();
                if (++tries < 2)
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                await context.Response.Body.WriteAsync(file.Content.AsMemory(500));
            },
        });
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Slow_but_steady_is_not_a_stall()
    {
        var tries = 0;
        _server.Files.Add(Dem("a_1957_dem.tif", 30) with
        {
            Send = async (context, file) =>
            {
                tries++;
                foreach (var letter in file.Content.Chunk(10))
                {
                    await context.Response.Body.WriteAsync(letter);
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(400);
                }
            },
        });
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_wrong_checksum_or_length_never_becomes_a_blob_and_the_rest_goes_on()
    {
        _server.Files.AddRange(
        [
            Dem("a_1957_dem.tif", 10) with { Checksum = Hash(Bytes(11)) },
            Dem("a_1970_dem.tif", 10) with { Size = 12, Checksum = null },
            Dem("a_1980_dem.tif", 10),
        ]);
        var report = await LookAsync();
        Assert.Equal(["a_1957_dem.tif", "a_1970_dem.tif"], Names(report, UsgsOutcome.Failed));
        Assert.Equal(["a_1980_dem.tif"], Names(report, UsgsOutcome.Copied));
        Assert.Null(await _stores.FindAsync(At("a_1957_dem.tif")));
        Assert.Null(await _stores.FindAsync(At("a_1970_dem.tif")));
    }

    [Fact]
    public async Task A_failed_update_leaves_the_former_copy()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        await LookAsync();
        _server.Files[0] = Dem("a_1957_dem.tif", 11) with { Checksum = Hash(Bytes(12)) };
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Failed));
        Assert.Equal(Bytes(10), await _stores.ReadAsync(At("a_1957_dem.tif")));
        _server.Files[0] = Dem("a_1957_dem.tif", 11);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Updated));
    }

    [Fact]
    public async Task A_busy_catalogue_is_asked_again()
    {
        var refused = 0;
        _server.Files.Add(Dem("a_1957_dem.tif", 10));
        _server.Before = context => refused++ < 2 ? Status(503)(context) : Task.FromResult(false);
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
    }

    [Fact]
    public async Task A_file_larger_than_allowed_is_refused_also_where_the_catalogue_understates_it()
    {
        _server.Files.AddRange([Dem("a_1957_dem.tif", 10) with { Size = 2 << 20 }, Dem("a_1970_dem.tif", (1 << 20) + 1) with { Size = 10 }]);
        Assert.Equal(["a_1957_dem.tif", "a_1970_dem.tif"], Names(await LookAsync(), UsgsOutcome.Refused));
        Assert.Null(await _stores.FindAsync(At("a_1970_dem.tif")));
    }

    [Theory]
    [InlineData("http://169.254.169.254/metadata/dem")]
    [InlineData("https://evil.example/dem")]
    [InlineData("http://www.usgs.gov/dem")]
    [InlineData("https://usgs.gov.evil.example/dem")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_among_strangers_is_not_followed_neither_at_once_nor_by_redirect(string address)
    {
        _server.Files.AddRange(
        [
            Dem("a_1957_dem.tif", 10) with { Url = address },
            Dem("a_1970_dem.tif", 10) with
            {
                Send = (context, _) =>
                {
                    context.Response.Redirect(address);
                    return Task.CompletedTask;
                },
            },
        ]);
        var report = await LookAsync();
        Assert.Equal(2, report.Files.Count(file => file.Outcome == UsgsOutcome.Failed && file.Why!.Contains("hosts allowed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_redirect_within_the_catalogue_is_followed()
    {
        _server.Files.Add(Dem("a_1957_dem.tif", 10) with
        {
            Send = async (context, file) =>
            {
                if (context.Request.Query.ContainsKey("moved"))
                    await context.Response.Body.WriteAsync(file.Content);
                else
                    context.Response.Redirect("/catalog/elsewhere/a_1957_dem.tif?moved=1");
            },
        });
        Assert.Equal(["a_1957_dem.tif"], Names(await LookAsync(), UsgsOutcome.Copied));
    }

    [Theory]
    [InlineData("../../etc/dem.tif")]
    [InlineData("sub/a_dem.tif")]
    [InlineData("a\\dem.tif")]
    [InlineData("a_dem.zip")]
    public async Task A_name_that_leaves_the_folder_or_is_no_DEM_is_refused(string name)
    {
        _server.Files.Add(Dem(name, 10));
        Assert.Equal([name], Names(await LookAsync(), UsgsOutcome.Refused));
    }

    [Fact]
    public async Task Without_a_configured_glacier_the_files_name_says_whose_it_is()
    {
        var name = _glacier[0] + new string([.. _glacier.Skip(1).Select(letter => (char)('a' + (letter % 26)))]);
        _server.Files.AddRange([Dem(name + "_1957_dem.tif", 10), Dem("1957_dem.tif", 10)]);
        var report = await LookAsync(_server.Options());
        Assert.Equal($"dems/{name}/{name}_1957_dem.tif", report.Files.Single(file => file.Outcome == UsgsOutcome.Copied).Blob);
        Assert.Equal(["1957_dem.tif"], Names(report, UsgsOutcome.Refused));
    }

    [Theory]
    [InlineData("Usgs:Items", "gulkana=not/an/id")]
    [InlineData("Usgs:Items", "..=abc")]
    [InlineData("Usgs:Catalogue", "http://example.org/")]
    [InlineData("Usgs:Catalogue", "ftp://example.org/")]
    public void Settings_that_make_no_sense_are_named(string name, string value) =>
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => UsgsOptions.From(Settings((name, value)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_settings_nothing_is_read_and_nothing_would_be_copied()
    {
        var options = UsgsOptions.From(Settings());
        Assert.Empty(options.Sources);
        Assert.True(options.ListOnly);
        Assert.Equal("www.sciencebase.gov", options.Catalogue.Host);
        var read = UsgsOptions.From(Settings(("Usgs:Items", "gulkana=5d1, 6e2"), ("Usgs:ListOnly", "False")));
        Assert.Equal([("5d1", "gulkana"), ("6e2", null)], read.Sources.Select(source => (source.Item, source.Glacier?.Value)));
        Assert.False(read.ListOnly);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    private static Func<HttpContext, Task<bool>> Status(int code) => context =>
    {
        context.Response.StatusCode = code;
        return Task.FromResult(true);
    };

    private static IEnumerable<string> Names(UsgsReport report, UsgsOutcome outcome) =>
        report.Files.Where(file => file.Outcome == outcome).Select(file => file.Name).Order(StringComparer.Ordinal);

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static string Hash(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static CatalogueFile Dem(string name, int length) => new(name, Bytes(length));

    private BlobAddress At(string name) => new(Containers.Dems, $"{_glacier}/{name}");

    private Azure.Storage.Blobs.BlobClient Raw(BlobAddress address) =>
        new Azure.Storage.Blobs.BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(address.Container).GetBlobClient(address.Name);

    private async Task<UsgsReport> LookAsync(UsgsOptions? options = null)
    {
        options ??= _server.Options(glacier: _glacier);
        using var catalogue = new ScienceBaseCatalogue(options);
        return await new UsgsWatcher(_stores, catalogue, options, NullLogger<UsgsWatcher>.Instance).RunAsync();
    }
}
