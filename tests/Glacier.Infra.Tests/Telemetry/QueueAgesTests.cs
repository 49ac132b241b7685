using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Tests;
using Microsoft.Extensions.Logging;

namespace Glacier.Infra.Tests.Telemetry;

public sealed class QueueAgesTests : IAsyncLifetime
{
    private readonly Lines _log = new();
    private Azurite _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task A_waiting_message_is_told_in_the_words_that_the_alert_looks_for_and_stays()
    {
        var stores = new BlobStores(StorageConnection.ByConnectionString(_azurite.ConnectionString));
        await stores.EnsureAsync();
        await stores.SendAsync(Queues.RenderJobs, new { a = 1 });
        var ages = await QueueAges.LookAsync(stores, _log);
        Assert.Equal([Queues.RenderJobs], ages.Keys);
        Assert.Matches("^oldest message of render-jobs waits [0-9]+ s, 1 wait$", Assert.Single(_log.All));
        Assert.NotNull((await stores.Queue(Queues.RenderJobs).ReceiveMessageAsync()).Value);
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
