using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Vision.Panorama.Simulation;

namespace Glacier.Training.Data.Panorama;

/// <summary>Simulated pairs in one file: what takes minutes to make is made once.</summary>
internal static class PairCache
{
    // another number when what is made changes
    private const int Version = 1;

    /// <summary>The pairs of consecutive mountains, made where the folder does not have them.</summary>
    /// <param name="options">How they are made.</param>
    /// <param name="firstSeed">Seed of the first mountain.</param>
    /// <param name="mountains">Mountains.</param>
    /// <param name="pairs">Pairs of each.</param>
    /// <param name="folder">Where the file is; null: nothing is kept.</param>
    /// <param name="report">Told (done, of) while they are made.</param>
    /// <exception cref="InvalidInputException"><c>cache-damaged</c>.</exception>
    public static IReadOnlyList<GroundPair> Open(SimulatedPairOptions options, int firstSeed, int mountains, int pairs, string? folder, Action<int, int>? report = null)
    {
        if (folder is null)
        {
            return [.. Make(options, firstSeed, mountains, pairs, report)];
        }

        var key = JsonSerializer.Serialize(new { Version, options, firstSeed, mountains, pairs });
        var path = Path.Combine(folder, $"panoramas-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}.bin");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            var partial = $"{path}.{Environment.ProcessId}";
            using (var writer = new BinaryWriter(File.Create(partial)))
            {
                foreach (var pair in Make(options, firstSeed, mountains, pairs, report))
                {
                    Write(writer, pair);
                }
            }

            File.Move(partial, path, overwrite: true);
        }

        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            return [.. Enumerable.Range(0, mountains * pairs).Select(_ => Read(reader, options))];
        }
        catch (EndOfStreamException)
        {
            File.Delete(path);
            throw new InvalidInputException(Path.GetFileName(path), "cache-damaged", "a cache that ends early", "the cache as it was written", "Run again: it is made anew.");
        }
    }

    private static IEnumerable<GroundPair> Make(SimulatedPairOptions options, int firstSeed, int mountains, int pairs, Action<int, int>? report)
    {
        for (var mountain = 0; mountain < mountains; mountain++)
        {
            var made = new SimulatedPanoramas(options, firstSeed + mountain);
            for (var number = 0; number < pairs; number++)
            {
                var pair = made.Make(number);
                yield return new(
                    $"simulated-{firstSeed + mountain}-{number}", pair.Side, pair.EyeHeight, pair.Tile, pair.Panorama, Array.ConvertAll(pair.Sky, sky => sky ? (byte)255 : (byte)0),
                    new(pair.Depth, pair.Heights, pair.Skyline));
            }

            report?.Invoke((mountain + 1) * pairs, mountains * pairs);
        }
    }

    private static void Write(BinaryWriter writer, GroundPair pair)
    {
        writer.Write(pair.Name);
        writer.Write(pair.Side);
        writer.Write(pair.EyeHeight);
        writer.Write(pair.Tile);
        writer.Write(pair.Panorama);
        writer.Write(pair.Sky);
        writer.Write(MemoryMarshal.AsBytes(pair.Geometry!.Depth.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(pair.Geometry.Heights.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(pair.Geometry.Skyline.AsSpan()));
    }

    private static GroundPair Read(BinaryReader reader, SimulatedPairOptions options)
    {
        var (name, side, eye, pixels) = (reader.ReadString(), reader.ReadSingle(), reader.ReadSingle(), options.Width * options.Height);
        return new(
            name, side, eye, Values<byte>(3 * SimulatedPair.TilePixels * SimulatedPair.TilePixels), Values<byte>(3 * pixels), Values<byte>(pixels),
            new(Values<float>(pixels), Values<float>(SimulatedPair.HeightCells * SimulatedPair.HeightCells), Values<float>(options.Width)));

        T[] Values<T>(int count)
            where T : unmanaged
        {
            var values = new T[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }
}
