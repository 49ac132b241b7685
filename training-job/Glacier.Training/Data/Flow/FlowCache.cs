using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Glacier.Training.Data.Flow;

/// <summary>Sheets and canvases on disk: what takes minutes to make is made once.</summary>
/// <param name="folder">Where the files are kept; null: nothing is kept.</param>
internal sealed class FlowCache(string? folder)
{
    // another number when what is made changes
    private const string Version = "2";

    /// <summary>Sheets kept under a name, made where they are absent.</summary>
    /// <param name="name">Everything that decides what they are.</param>
    /// <param name="make">Makes them.</param>
    public List<PairSheet> Sheets(string name, Func<IEnumerable<PairSheet>> make) => Kept(name, make, Write, Read);

    /// <summary>Canvases kept under a name, made where they are absent.</summary>
    public List<TextureCanvas> Canvases(string name, Func<IEnumerable<TextureCanvas>> make) => Kept(name, make, Write, ReadCanvas);

    /// <summary>Sheets with their start, made where they are absent.</summary>
    public List<StartedSheet> Started(string name, Func<IEnumerable<StartedSheet>> make) => Kept(name, make, Write, ReadStarted);

    private List<T> Kept<T>(string name, Func<IEnumerable<T>> make, Action<BinaryWriter, T> write, Func<BinaryReader, T> read)
    {
        if (folder is null)
        {
            return [.. make()];
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Version + name)))[..16];
        var path = Path.Combine(folder, $"flow-{hash}.bin");
        if (File.Exists(path))
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => read(reader))];
        }

        Directory.CreateDirectory(folder);
        var made = make().ToList();
        var temporary = $"{path}.{Environment.ProcessId}";
        using (var writer = new BinaryWriter(File.Create(temporary)))
        {
            writer.Write(made.Count);
            made.ForEach(item => write(writer, item));
        }

        File.Move(temporary, path, overwrite: true);
        return made;
    }

    private static void Write(BinaryWriter writer, PairSheet sheet)
    {
        writer.Write(sheet.Width);
        writer.Write(sheet.Height);
        writer.Write(MemoryMarshal.AsBytes(sheet.First.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(sheet.Second.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(sheet.X.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(sheet.Y.AsSpan()));
        writer.Write(sheet.Weight);
    }

    private static PairSheet Read(BinaryReader reader)
    {
        var (width, height) = (reader.ReadInt32(), reader.ReadInt32());
        var size = checked(width * height);
        return new(width, height, Values<ushort>(reader, size), Values<ushort>(reader, size), Values<short>(reader, size), Values<short>(reader, size), Values<byte>(reader, size));
    }

    private static void Write(BinaryWriter writer, TextureCanvas canvas)
    {
        writer.Write(canvas.Width);
        writer.Write(canvas.Height);
        writer.Write(canvas.Fineness);
        writer.Write(MemoryMarshal.AsBytes(canvas.Values.AsSpan()));
    }

    private static TextureCanvas ReadCanvas(BinaryReader reader)
    {
        var (width, height, fineness) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
        return new(width, height, Values<float>(reader, checked(width * height)), fineness);
    }

    private static void Write(BinaryWriter writer, StartedSheet sheet)
    {
        writer.Write(sheet.Width);
        writer.Write(sheet.Height);
        foreach (var plane in sheet.Planes)
        {
            writer.Write(MemoryMarshal.AsBytes(plane.AsSpan()));
        }
    }

    private static StartedSheet ReadStarted(BinaryReader reader)
    {
        var (width, height) = (reader.ReadInt32(), reader.ReadInt32());
        return new(width, height, [.. Enumerable.Range(0, StartedSheet.Count).Select(_ => Values<Half>(reader, checked(width * height)))]);
    }

    private static T[] Values<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
