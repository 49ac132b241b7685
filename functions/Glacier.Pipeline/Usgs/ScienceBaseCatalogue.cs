using System.Net;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace Glacier.Pipeline.Usgs;

/// <summary>Reads items of the ScienceBase catalogue and opens their files: with retries, without following addresses to strangers.</summary>
public sealed class ScienceBaseCatalogue(UsgsOptions options, HttpMessageHandler? handler = null) : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostPages = 100;
    private const int LargestAnswer = 16 << 20;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
        DefaultRequestHeaders = { { "Accept", "application/json, */*" }, { "User-Agent", "glacier-functions" } },
    };

    /// <summary>Tries again what may succeed later: refused or broken connections, stalls, 408, 429 and 5xx.</summary>
    public ResiliencePipeline Retry { get; } = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(MayPass).Handle<IOException>().Handle<TimeoutException>(),
            MaxRetryAttempts = Math.Max(1, options.Tries - 1),
            Delay = options.Pause,
            MaxDelay = TimeSpan.FromMinutes(2),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    /// <summary>The files of an item and of the items below it.</summary>
    /// <exception cref="HttpRequestException">The catalogue does not answer, or not with success.</exception>
    /// <exception cref="JsonException">The answer is not what the catalogue documents.</exception>
    public async Task<IReadOnlyList<ScienceBaseFile>> FilesAsync(string item, CancellationToken cancellation = default)
    {
        var root = await ReadAsync<ScienceBaseItem>(new Uri(options.Catalogue, $"item/{item}?format=json"), cancellation);
        var files = root.AllFiles.ToList();
        var next = new Uri(options.Catalogue, $"items?filter=parentIdExcludingLinks={item}&fields=title,files,facets&max=100&format=json");
        for (var pages = 0; next is not null; pages++)
        {
            if (pages == MostPages)
                throw new JsonException($"more than {MostPages} pages below {item}; the catalogue's links lead in a circle");
            var page = await ReadAsync<ScienceBasePage>(next, cancellation);
            files.AddRange((page.Items ?? []).SelectMany(child => child.AllFiles));
            next = page.NextLink?.Url is { } link ? Allowed(new Uri(options.Catalogue, link)) : null;
        }

        return files;
    }

    /// <summary>Opens a file; its contents are read as they come.</summary>
    /// <exception cref="HttpRequestException">Not to be had, or its address leads to a stranger.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ScienceBaseFile file, CancellationToken cancellation = default)
    {
        var address = new Uri(options.Catalogue, file.DownloadUri ?? file.Url ?? throw new HttpRequestException($"{file.Name}: the catalogue gives no address", null, HttpStatusCode.NotFound));
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendAsync(Allowed(address), cancellation);
            if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
                return response.EnsureSuccessStatusCode();
            response.Dispose();
            address = new Uri(address, location);
        }

        throw new HttpRequestException($"{file.Name}: more than {MostRedirects} redirects", null, HttpStatusCode.LoopDetected);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool MayPass(HttpRequestException failed) =>
        failed.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private Uri Allowed(Uri address) => options.Allows(address)
        ? address
        : throw new HttpRequestException($"the catalogue leads to {address.GetLeftPart(UriPartial.Authority)}, which is not among the hosts allowed", null, HttpStatusCode.Forbidden);

    private async Task<T> ReadAsync<T>(Uri address, CancellationToken cancellation)
    {
        return await Retry.ExecuteAsync(
            async token =>
            {
                using var response = (await SendAsync(address, token)).EnsureSuccessStatusCode();
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
                patience.CancelAfter(options.Stall);
                try
                {
                    await response.Content.LoadIntoBufferAsync(LargestAnswer, patience.Token);
                    await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
                    return await JsonSerializer.DeserializeAsync<T>(body, _json, patience.Token) ?? throw new JsonException($"{address}: an empty answer");
                }
                catch (OperationCanceledException) when (!token.IsCancellationRequested)
                {
                    throw new TimeoutException($"{address}: no answer in {options.Stall.TotalSeconds} s");
                }
            },
            cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Stall);
        try
        {
            return await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{address.GetLeftPart(UriPartial.Path)}: no answer in {options.Stall.TotalSeconds} s");
        }
    }
}
