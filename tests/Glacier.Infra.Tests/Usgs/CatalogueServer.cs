using System.Globalization;
using System.Security.Cryptography;
using Glacier.Pipeline.Usgs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Glacier.Infra.Tests.Usgs;

/// <summary>Plays the ScienceBase catalogue on this machine: items, pages of children, files, and their faults.</summary>
internal sealed class CatalogueServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CatalogueServer(WebApplication app) => _app = app;

    /// <summary>The item's own files.</summary>
    public List<CatalogueFile> Files { get; } = [];

    /// <summary>Files of items below, one list per page.</summary>
    public List<List<CatalogueFile>> Pages { get; } = [];

    /// <summary>Called before anything is answered; true where it answered itself.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Paths asked for.</summary>
    public List<string> Asked { get; } = [];

    public Uri Address => new(_app.Urls.Single() + "/catalog/");

    public static async Task<CatalogueServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new CatalogueServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public UsgsOptions Options(bool listOnly = false, string item = "abc123", string? glacier = null) => new(
        [new UsgsSource(item, glacier is null ? null : Glacier.Pipeline.Storage.GlacierId.Parse(glacier))],
        Address, [".usgs.gov"], "*dem*", listOnly, 1 << 20, TimeSpan.FromSeconds(1), 4, TimeSpan.FromMilliseconds(5));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        lock (Asked)
            Asked.Add(context.Request.Path);
        if (await Before(context))
            return;
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/catalog/item/", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(new { id = path.Split('/')[^1], title = "Geodetic data", files = Files.Select(Describe), hasChildren = Pages.Count > 0 });
        }
        else if (path == "/catalog/items")
        {
            var offset = int.Parse(context.Request.Query["offset"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            var items = offset < Pages.Count ? Pages[offset].Select(file => new { id = file.Name, facets = new[] { new { files = new[] { Describe(file) } } } }) : [];
            var next = offset + 1 < Pages.Count ? new { rel = "next", url = $"{Address}items?filter=x&offset={offset + 1}" } : null;
            await context.Response.WriteAsJsonAsync(new { total = Pages.Sum(page => page.Count), items, nextlink = next });
        }
        else
        {
            var file = Files.Concat(Pages.SelectMany(page => page)).FirstOrDefault(each => path.EndsWith("/" + each.Name, StringComparison.Ordinal));
            if (file is null)
                context.Response.StatusCode = 404;
            else
                await file.Send(context, file);
        }
    }

    private object Describe(CatalogueFile file) => new
    {
        name = file.Name,
        contentType = "image/tiff",
        pathOnDisk = "__disk__" + file.Name,
        size = file.Size,
        dateUploaded = file.Uploaded,
        checksum = file.Checksum is null ? null : new { value = file.Checksum, type = "MD5" },
        url = file.Url ?? $"{Address}file/get/{file.Name}",
        downloadUri = file.Url ?? $"{Address}file/get/{file.Name}",
    };
}

/// <summary>A file of the catalogue.</summary>
internal sealed record CatalogueFile(string Name, byte[] Content)
{
    public string Uploaded { get; init; } = "2026-01-25T21:48:54Z";

    public string? Checksum { get; init; } = Convert.ToHexStringLower(MD5.HashData(Content));

    public long Size { get; init; } = Content.Length;

    public string? Url { get; init; }

    public Func<HttpContext, CatalogueFile, Task> Send { get; init; } = (context, file) => context.Response.Body.WriteAsync(file.Content).AsTask();
}
