using System.Diagnostics;
using System.Globalization;

namespace Glacier.Training.Loops;

/// <summary>One line that says how far a run is, how fast and how long it will take: rewritten in place on a terminal, else now and then.</summary>
public sealed class Progress(TextWriter output, string name, bool terminal)
{
    private const double SmoothingSeconds = 30;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _lastStep;
    private double _lastLine = double.NegativeInfinity;
    private double _rate;
    private bool _open;

    /// <summary>Images per second, smoothed over half a minute.</summary>
    public double Rate => _rate;

    /// <summary>Tells of a step done.</summary>
    /// <param name="images">Pictures of this step.</param>
    /// <param name="done">Pictures so far.</param>
    /// <param name="total">Pictures of the run.</param>
    /// <param name="secondsLeft">Time limit's remainder, or null.</param>
    /// <param name="figures">What else to show.</param>
    public void Step(int images, long done, long total, double? secondsLeft, string figures)
    {
        var now = _watch.Elapsed.TotalSeconds;
        var taken = Math.Max(now - _lastStep, 1e-6);
        _lastStep = now;
        var share = _rate == 0 ? 1 : 1 - Math.Exp(-taken / SmoothingSeconds);
        _rate += share * ((images / taken) - _rate);
        if (now - _lastLine >= (terminal ? 0.5 : 20))
        {
            _lastLine = now;
            var left = TimeSpan.FromSeconds(Math.Min((total - done) / _rate, secondsLeft ?? double.PositiveInfinity));
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{name}: {done:N0} of {total:N0} images, {_rate:F1} images/s, {(int)left.TotalHours}:{left.Minutes:D2}:{left.Seconds:D2} left, {figures}");
            Write(line, terminal);
        }
    }

    /// <summary>Writes a line of its own.</summary>
    public void Say(string line) => Write(line, inPlace: false);

    private void Write(string line, bool inPlace)
    {
        output.Write(_open ? $"\r\e[K{line}" : line);
        if (!inPlace)
        {
            output.WriteLine();
        }

        _open = inPlace;
        output.Flush();
    }
}
