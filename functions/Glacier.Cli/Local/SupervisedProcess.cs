using System.Diagnostics;

namespace Glacier.Cli.Local;

/// <summary>A part of the local stack as a process of its own: its output goes to a log file, and when it dies unasked it is started again.</summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    private readonly ProcessStartInfo start;
    private readonly string logFile;
    private readonly TextWriter log;
    private readonly Lock gate = new();
    private Process? process;
    private bool stopping;

    /// <param name="name">Shown to people.</param>
    /// <param name="program">The program to start.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables set on top of this process's own.</param>
    /// <param name="logFile">Where its output is appended.</param>
    public SupervisedProcess(string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        Name = name;
        this.logFile = logFile;
        log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>How often it had to be started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Process id while it runs, null otherwise.</summary>
    public int? Id
    {
        get
        {
            lock (gate)
            {
                return process is { HasExited: false } running ? running.Id : null;
            }
        }
    }

    /// <summary>Starts it and watches over it until disposed.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (stopping)
            {
                return;
            }

            process = new Process { StartInfo = start, EnableRaisingEvents = true };
            process.OutputDataReceived += (_, line) => Append(line.Data);
            process.ErrorDataReceived += (_, line) => Append(line.Data);
            process.Exited += (_, _) => _ = StartAgainAsync();
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
    }

    /// <summary>The last lines of its log, for an error message.</summary>
    public string LogTail(int lines = 8) => File.Exists(logFile) ? string.Join('\n', File.ReadLines(logFile).TakeLast(lines)) : "";

    /// <summary>Asks it to end, waits up to ten seconds, then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        Process? running;
        lock (gate)
        {
            stopping = true;
            running = process;
        }

        if (running is null)
        {
            return;
        }

        if (!running.HasExited)
        {
            PosixSignal.Terminate(running.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await running.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                running.Kill(entireProcessTree: true);
                await running.WaitForExitAsync(CancellationToken.None);
            }
        }

        running.Dispose();
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            log.WriteLine(line);
        }
    }

    private async Task StartAgainAsync()
    {
        if (stopping)
        {
            return;
        }

        Restarts++;
        Append($"-- {Name} ended with exit code {process?.ExitCode}; starting it again");

        // a program that cannot start at all must not spin
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(Restarts, 5)));
        Start();
    }
}
