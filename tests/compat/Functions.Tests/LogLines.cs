using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions;

/// <summary>Keeps what is logged, by category.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text, Exception? Exception)> lines = new();

    public IEnumerable<string> Of(string category) => lines.Where(line => line.Category == category).Select(line => line.Text);

    public IEnumerable<Exception> Exceptions(string category) => lines.Where(line => line.Category == category).Select(line => line.Exception).OfType<Exception>();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Only memory.
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.lines.Enqueue((category, formatter(state, exception), exception));
    }
}
