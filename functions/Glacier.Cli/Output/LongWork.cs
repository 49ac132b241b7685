using Spectre.Console;

namespace Glacier.Cli.Output;

/// <summary>Progress of work that takes more than a moment: a bar on a terminal, silence in a pipe.</summary>
public static class LongWork
{
    private static readonly IAnsiConsole ErrorConsole = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs the work with a bar on standard error, so that standard output stays the result's.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Receives where to report the part done, 0 to 1.</param>
    public static T Run<T>(string title, Func<IProgress<double>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new Bar(null));
        }

        return ErrorConsole.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: 1);
            return work(new Bar(task));
        });
    }

    // Progress<T> posts to the thread pool, which may report after the bar is gone
    private sealed class Bar(ProgressTask? task) : IProgress<double>
    {
        public void Report(double value)
        {
            if (task is not null)
            {
                task.Value = value;
            }
        }
    }
}
