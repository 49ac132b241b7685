using System.Globalization;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Film;

/// <summary>When each survey stands still and when it dissolves into the next, counted in whole frames so that the film's length is exact.</summary>
internal sealed record FilmTimeline(IReadOnlyList<Epoch> Epochs, int Hold, int Fade, int FramesPerSecond)
{
    /// <summary>The last survey stands half as long again: it is the one to remember.</summary>
    private int LastHold => Hold + (Hold / 2);

    /// <summary>Frames in the whole film.</summary>
    public int Frames => ((Epochs.Count - 1) * (Hold + Fade)) + LastHold;

    /// <summary>Length of the film.</summary>
    public double Seconds => (double)Frames / FramesPerSecond;

    /// <summary>Frame at which survey <paramref name="index"/> begins to dissolve into the next.</summary>
    public int FadeStart(int index) => ((index + 1) * Hold) + (index * Fade);

    /// <summary>Frames for which survey <paramref name="index"/> is needed: its own, and both dissolves it takes part in.</summary>
    public int ClipFrames(int index) => index == Epochs.Count - 1
        ? LastHold + (index > 0 ? Fade : 0)
        : Hold + Fade + (index > 0 ? Fade : 0);

    /// <summary>Place of a survey on the line of time, 0 the first, 1 the last.</summary>
    public double Position(int index) => Epochs.Count == 1
        ? 0
        : Epochs[index].YearsSince(Epochs[0]) / Epochs[^1].YearsSince(Epochs[0]);

    /// <summary>What the frame says: the year, or the date where a year was surveyed more than once.</summary>
    public string Label(int index) => Epochs.Count(epoch => epoch.Year == Epochs[index].Year) == 1
        ? Epochs[index].Year.ToString("0000", CultureInfo.InvariantCulture)
        : Epochs[index].ToString();
}
