using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Glacier.Pipeline.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Glacier.Cli.Local;

/// <summary>Serves the products container as a web site on the loopback interface, as static website hosting does in Azure.</summary>
internal sealed class GalleryServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private GalleryServer(WebApplication application, string address)
    {
        this.application = application;
        Address = address;
    }

    /// <summary>Its address, with a closing slash.</summary>
    public string Address { get; }

    /// <summary>Starts listening.</summary>
    public static async Task<GalleryServer> StartAsync(StorageConnection storage, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var products = storage.Blobs.GetBlobContainerClient(Containers.Products);
        application.Run(context => ServeAsync(context, products));
        await application.StartAsync(cancellation);
        return new GalleryServer(application, $"http://127.0.0.1:{port}/");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task ServeAsync(HttpContext context, BlobContainerClient products)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var name = context.Request.Path.Value!.TrimStart('/');
        if (name.Length == 0 || name.EndsWith('/'))
        {
            name += "index.html";
        }

        var blob = products.GetBlobClient(name);
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: context.RequestAborted)).Value;
            context.Response.ContentType = properties.ContentType;
            context.Response.Headers.ETag = properties.ETag.ToString("H");
            context.Response.Headers.AcceptRanges = "bytes";
            var range = RangeOf(context.Request, properties.ContentLength);
            context.Response.ContentLength = range.Length;
            if (range.Length != properties.ContentLength)
            {
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{properties.ContentLength}";
            }

            if (HttpMethods.IsGet(context.Request.Method) && properties.ContentLength > 0)
            {
                var download = await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, context.RequestAborted);
                await using var content = download.Value.Content;
                await content.CopyToAsync(context.Response.Body, context.RequestAborted);
            }
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 400)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    // browsers ask for parts of a film when somebody drags its time line
    private static HttpRange RangeOf(HttpRequest request, long length)
    {
        var ranges = request.GetTypedHeaders().Range?.Ranges;
        if (ranges is not { Count: 1 })
        {
            return new HttpRange(0, length);
        }

        var asked = ranges.First();
        var from = asked.From ?? Math.Max(0, length - (asked.To ?? 0));
        var to = asked.From is null ? length - 1 : Math.Min(asked.To ?? (length - 1), length - 1);
        return from > to ? new HttpRange(0, length) : new HttpRange(from, to - from + 1);
    }
}
