using System.Runtime.InteropServices;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Vision.Scenery3d;
using Microsoft.Win32.SafeHandles;

namespace Glacier.Training.Data.World;

/// <summary>A world of the cache.</summary>
/// <param name="Name">Surface and sun.</param>
/// <param name="LayoutSize">Cells along each side of its ground plane.</param>
/// <param name="LayoutOffset">Where its layout maps begin.</param>
/// <param name="Styles">Codes of the looks that it is painted in.</param>
/// <param name="Views">Where each of its views to learn from begins.</param>
/// <param name="HeldOut">Where each of its views for validation begins.</param>
public sealed record CachedWorld(string Name, int LayoutSize, long LayoutOffset, IReadOnlyList<float[]> Styles, IReadOnlyList<long> Views, IReadOnlyList<long> HeldOut);

/// <summary>A square that is only looked at.</summary>
/// <param name="Row">Name of the row of the sample grid.</param>
/// <param name="World">Number of its world.</param>
/// <param name="Offset">Where it begins.</param>
public sealed record CachedSquare(string Row, int World, long Offset);

/// <summary>Worlds prepared for training in one binary file: layout maps, exact geometry, samples of the rays and the teacher's pictures of every view, in 16 bits and bytes.</summary>
public sealed class WorldCache : IDisposable
{
    private readonly SafeFileHandle _file;

    private WorldCache(SafeFileHandle file, Contents contents) => (_file, Index) = (file, contents);

    /// <summary>What is in it.</summary>
    internal Contents Index { get; }

    /// <summary>Opens a cache; makes it where there is none of this configuration.</summary>
    /// <param name="configuration">Worlds and views.</param>
    /// <param name="side">Rows and columns of the pictures learned from.</param>
    /// <param name="dataFolder">Folder of the DEMs.</param>
    /// <param name="cacheFolder">Where it is kept.</param>
    /// <param name="seed">Of suns, cameras and looks.</param>
    /// <param name="teacher">Who paints; null: nobody.</param>
    /// <param name="say">Told what is being done.</param>
    /// <exception cref="InvalidInputException">A DEM is absent or damaged, or the cache is.</exception>
    internal static WorldCache Open(WorldDataConfiguration configuration, int side, string dataFolder, string cacheFolder, int seed, WorldTeacher? teacher, Action<string> say)
    {
        var key = WorldCacheWriter.Key(configuration, side, seed, teacher);
        Directory.CreateDirectory(cacheFolder);
        var (data, index) = (Path.Combine(cacheFolder, $"worlds-{key}.bin"), Path.Combine(cacheFolder, $"worlds-{key}.json"));
        if (!File.Exists(index) || !File.Exists(data))
        {
            new WorldCacheWriter(configuration, side, seed, teacher).Write(dataFolder, data, index, say);
        }

        var contents = JsonSerializer.Deserialize<Contents>(File.ReadAllText(index))!;
        var handle = File.OpenHandle(data, options: FileOptions.RandomAccess);
        if (RandomAccess.GetLength(handle) != contents.Length)
        {
            handle.Dispose();
            File.Delete(index);
            throw new InvalidInputException(Path.GetFileName(data), "cache-damaged", "a cache of the wrong length", "the cache as it was written", "Run again: it is made anew.");
        }

        return new(handle, contents);
    }

    /// <summary>Layout maps of a world [maps, L, L].</summary>
    internal float[] Layout(CachedWorld world) => Halves(world.LayoutOffset, TerrainWorld.LayoutNames.Count * world.LayoutSize * world.LayoutSize);

    /// <summary>Geometry of a view.</summary>
    internal WorldFrame Frame(long offset, int width, int height)
    {
        var (area, rays) = (width * height, width * height / (WorldSampling.Reduction * WorldSampling.Reduction));
        var (guidance, samples) = (WorldFrame.GuidanceNames.Count * area, Index.Samples * rays);
        var values = Halves(offset, FrameLength(width, height, Index.Samples));
        var at = 0;
        return new(width, height, Index.Samples, Take(guidance), Take(2 * samples), Take(samples), Take(samples), Take(WorldFrame.SkyNames.Count * rays));

        float[] Take(int count) => values.AsSpan((at += count) - count, count).ToArray();
    }

    /// <summary>What the teacher painted of a view in one of its world's looks.</summary>
    internal byte[] Taught(long offset, int width, int height, int style)
    {
        var picture = new byte[3 * width * height];
        Fill(picture, offset + (sizeof(ushort) * (long)FrameLength(width, height, Index.Samples)) + (style * (long)picture.Length));
        return picture;
    }

    /// <summary>Numbers of a frame.</summary>
    internal static int FrameLength(int width, int height, int samples)
    {
        var rays = width * height / (WorldSampling.Reduction * WorldSampling.Reduction);
        return (WorldFrame.GuidanceNames.Count * width * height) + ((4 * samples) + WorldFrame.SkyNames.Count) * rays;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private float[] Halves(long offset, int count)
    {
        var halves = new Half[count];
        Fill(MemoryMarshal.AsBytes(halves.AsSpan()), offset);
        var values = new float[count];
        System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(halves, values);
        return values;
    }

    private void Fill(Span<byte> target, long offset)
    {
        for (var done = 0; done < target.Length;)
        {
            var count = RandomAccess.Read(_file, target[done..], offset + done);
            done += count > 0 ? count : throw new EndOfStreamException("the cache of worlds ends early");
        }
    }

    /// <summary>The index.</summary>
    /// <param name="Length">Bytes of the file.</param>
    /// <param name="Samples">Samples a ray.</param>
    /// <param name="Taught">Whether the teacher's pictures are there.</param>
    /// <param name="Worlds">The worlds.</param>
    /// <param name="Squares">Frames of the sample grid: the years of a glacier from one eye, an orbit.</param>
    internal sealed record Contents(long Length, int Samples, bool Taught, IReadOnlyList<CachedWorld> Worlds, IReadOnlyList<CachedSquare> Squares);
}
