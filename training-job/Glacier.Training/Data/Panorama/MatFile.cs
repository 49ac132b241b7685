using System.Buffers.Binary;
using System.IO.Compression;
using Glacier.Terrain;

namespace Glacier.Training.Data.Panorama;

/// <summary>Texts and numbers of a MATLAB file of version 5 (MathWorks, MAT-File Format, 2019): arrays of characters and numbers, and structures of them; little-endian.</summary>
internal sealed class MatFile
{
    private const int HeaderLength = 128;
    private const int Compressed = 15;
    private const int Matrix = 14;
    private const int StructureClass = 2;
    private const int TextClass = 4;

    private readonly Dictionary<string, string[]> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.Ordinal);
    private readonly string _name;

    private MatFile(string name) => _name = name;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException"><c>not-a-mat-file</c>: another format or version, or damaged.</exception>
    public static MatFile Read(string path)
    {
        var (bytes, file) = (File.ReadAllBytes(path), new MatFile(Path.GetFileName(path)));
        try
        {
            if (bytes.Length < HeaderLength || bytes[126] != (byte)'I' || bytes[127] != (byte)'M')
            {
                throw new InvalidDataException("no little-endian file of version 5");
            }

            for (var at = HeaderLength; at < bytes.Length;)
            {
                var (type, data, next) = Element(bytes, at);
                if (type == Compressed)
                {
                    using var inflated = new MemoryStream();
                    using (var stream = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress))
                    {
                        stream.CopyTo(inflated);
                    }

                    (type, data, _) = Element(inflated.ToArray(), 0);
                }

                if (type == Matrix)
                {
                    file.Take(data, "");
                }

                at = next;
            }
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidInputException(file._name, "not-a-mat-file", error.Message.Split('\n')[0], "a MATLAB file of version 5", "Fetch the file again.");
        }

        return file;
    }

    /// <summary>Rows of an array of characters, without the blanks at their ends.</summary>
    public IReadOnlyList<string> Texts(string variable) => _texts.TryGetValue(variable, out var texts) ? texts : throw Absent(variable);

    /// <summary>Values of an array of numbers, column by column.</summary>
    /// <param name="variable">Its name; members of structures after a dot.</param>
    public IReadOnlyList<double> Numbers(string variable) => _numbers.TryGetValue(variable, out var numbers) ? numbers : throw Absent(variable);

    private InvalidInputException Absent(string variable) =>
        new(_name, "not-a-mat-file", $"no {variable}", string.Join(", ", _texts.Keys.Concat(_numbers.Keys)) + " and " + variable, "Give the set's own list.");

    private void Take(ReadOnlyMemory<byte> matrix, string prefix, string? given = null)
    {
        var (_, flags, at) = Element(matrix, 0);
        var kind = flags.Span[0];
        (_, var sizes, at) = Element(matrix, at);
        (_, var label, at) = Element(matrix, at);
        var name = prefix + (given ?? System.Text.Encoding.ASCII.GetString(label.Span));
        var rows = BinaryPrimitives.ReadInt32LittleEndian(sizes.Span);
        if (kind == StructureClass)
        {
            (_, var length, at) = Element(matrix, at);
            (_, var fields, at) = Element(matrix, at);
            var each = BinaryPrimitives.ReadInt32LittleEndian(length.Span);
            for (var field = 0; field < fields.Length / each; field++)
            {
                (_, var member, at) = Element(matrix, at);
                Take(member, name + ".", System.Text.Encoding.ASCII.GetString(fields.Span.Slice(field * each, each)).Split('\0')[0]);
            }

            return;
        }

        if (at >= matrix.Length)
        {
            return;
        }

        var (type, data, _) = Element(matrix, at);
        var values = Values(type, data.Span);
        if (kind == TextClass)
        {
            _texts[name] = [.. Enumerable.Range(0, rows).Select(row => string.Concat(Enumerable.Range(0, values.Length / Math.Max(rows, 1)).Select(column => (char)values[(column * rows) + row])).TrimEnd())];
        }
        else
        {
            _numbers[name] = values;
        }
    }

    private static double[] Values(int type, ReadOnlySpan<byte> data)
    {
        var size = type switch { 1 or 2 or 16 => 1, 3 or 4 or 17 => 2, 5 or 6 or 7 => 4, 9 or 12 or 13 => 8, _ => throw new InvalidDataException($"numbers of type {type}") };
        var values = new double[data.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var at = data[(i * size)..];
            values[i] = type switch
            {
                1 => (sbyte)at[0],
                2 or 16 => at[0],
                3 => BinaryPrimitives.ReadInt16LittleEndian(at),
                4 or 17 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                5 => BinaryPrimitives.ReadInt32LittleEndian(at),
                6 => BinaryPrimitives.ReadUInt32LittleEndian(at),
                7 => BinaryPrimitives.ReadSingleLittleEndian(at),
                9 => BinaryPrimitives.ReadDoubleLittleEndian(at),
                12 => BinaryPrimitives.ReadInt64LittleEndian(at),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
            };
        }

        return values;
    }

    // a tag of eight bytes and the data, or both in eight bytes when the data fit into four
    private static (int Type, ReadOnlyMemory<byte> Data, int Next) Element(ReadOnlyMemory<byte> bytes, int at)
    {
        var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);
        if (word >> 16 is > 0 and var small)
        {
            return ((int)(word & 0xFFFF), bytes.Slice(at + 4, (int)small), at + 8);
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(at + 4)..]);
        // only what is compressed is not padded
        return ((int)word, bytes.Slice(at + 8, length), at + 8 + (word == Compressed ? length : (length + 7) & ~7));
    }
}
