using System.Globalization;
using System.Security.Cryptography;
using Glacier.Terrain.Flight;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Flights;

/// <summary>The frames of a flight on disk. A frame that is there and was made from the same is not made again, however the run before has ended.</summary>
public sealed class FlightFolder
{
    /// <summary>Folder of the frames beside the film.</summary>
    public const string Name = "frames";

    // one line per finished frame: file, what it was made from, hash of the file. Only ever appended to
    private const string Ledger = "finished.txt";

    private readonly Dictionary<string, (string Key, string Sha256)> _finished = [];
    private readonly string _path;

    /// <summary>Looks at what is there.</summary>
    /// <param name="folder">The flight's folder; the frames' is made in it.</param>
    public FlightFolder(string folder)
    {
        _path = System.IO.Path.Combine(folder, Name);
        Directory.CreateDirectory(_path);
        var ledger = System.IO.Path.Combine(_path, Ledger);
        foreach (var line in File.Exists(ledger) ? File.ReadAllLines(ledger) : [])
        {
            // the last line of a killed run may be half a line
            if (line.Split(' ') is [var file, var key, { Length: 64 } sha256])
            {
                _finished[file] = (key, sha256);
            }
        }
    }

    /// <summary>Full path of the folder.</summary>
    public string Path => _path;

    /// <summary>Name of a frame's picture.</summary>
    public static string FileOf(int index) => string.Create(CultureInfo.InvariantCulture, $"frame_{index:0000}.png");

    /// <summary>Makes what is missing.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="painter">Paints them.</param>
    /// <param name="title">What is flown over.</param>
    /// <param name="progress">Receives the part done, 0 to 1.</param>
    /// <param name="cancellation">Ends after the frame at hand; what is finished stays.</param>
    /// <returns>How many frames were painted; the others were there.</returns>
    public int Fill(IReadOnlyList<FlightFrame> frames, FlightPainter painter, string title, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var painted = 0;
        for (var k = 0; k < frames.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (frame, file) = (frames[k], FileOf(frames[k].Index));
            var (key, path) = (painter.KeyOf(frame).Value, System.IO.Path.Combine(_path, file));
            if (!(_finished.TryGetValue(file, out var known) && known.Key == key && File.Exists(path) && HashOf(path) == known.Sha256))
            {
                SyntheticPicture.SavePng(painter.Paint(frame), frame.Camera.Width, frame.Camera.Height, path, painter.Caption(frame, title));
                var sha256 = HashOf(path);
                File.AppendAllText(System.IO.Path.Combine(_path, Ledger), $"{(NeedsBreak() ? "\n" : "")}{file} {key} {sha256}\n");
                _finished[file] = (key, sha256);
                painted++;
            }

            progress?.Report((k + 1.0) / frames.Count);
        }

        return painted;
    }

    // after half a line of a killed run
    private bool NeedsBreak()
    {
        var ledger = new FileInfo(System.IO.Path.Combine(_path, Ledger));
        if (!ledger.Exists || ledger.Length == 0)
        {
            return false;
        }

        using var stream = ledger.OpenRead();
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
