using System.Buffers.Binary;
using System.Text;

namespace Glacier.Vision.Velocity.Products;

/// <summary>A named value of a NetCDF file or variable: text, a number or numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A string, an int, a float, a double or an array of doubles.</param>
public sealed record NetCdfAttribute(string Name, object Value);

/// <summary>One variable of a NetCDF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Names of its dimensions, slowest first; none for a single value.</param>
/// <param name="Attributes">What is said of it.</param>
/// <param name="Values">int[], float[] or double[], in the order of the dimensions.</param>
public sealed record NetCdfVariable(string Name, IReadOnlyList<string> Dimensions, IReadOnlyList<NetCdfAttribute> Attributes, Array Values);

/// <summary>Writes NetCDF classic files with 64-bit offsets (CDF-2), which every NetCDF library reads; the same content is the same bytes.</summary>
/// <remarks>Rew, Davis and Emmerson, "NetCDF User's Guide", appendix "File Format Specifications". Numbers are big-endian, names and values padded to four bytes.</remarks>
public static class NetCdfFile
{
    private const int Dimension = 10, Variable = 11, Attribute = 12;
    private const int Char = 2, Int = 4, Float = 5, Double = 6;

    /// <summary>Writes a file; it appears under its name only when it is complete.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="dimensions">Names and lengths.</param>
    /// <param name="attributes">Of the whole file.</param>
    /// <param name="variables">Variables.</param>
    /// <exception cref="ArgumentException">A variable's values do not fill its dimensions, or are of another type.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<(string Name, int Length)> dimensions, IReadOnlyList<NetCdfAttribute> attributes, IReadOnlyList<NetCdfVariable> variables)
    {
        foreach (var variable in variables)
        {
            var size = variable.Dimensions.Aggregate(1L, (product, name) => product * dimensions.Single(d => d.Name == name).Length);
            if (variable.Values.LongLength != size)
            {
                throw new ArgumentException($"{variable.Name}: {variable.Values.LongLength} values for {size}", nameof(variables));
            }
        }

        // offsets have a fixed width, so the header's length is known before they are
        var begin = (long)Header(dimensions, attributes, variables, 0).Length;
        var header = Header(dimensions, attributes, variables, begin);
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Guid.NewGuid():N}.nc");
        try
        {
            using (var stream = File.Create(temporary))
            {
                stream.Write(header);
                foreach (var variable in variables)
                {
                    WriteValues(stream, variable.Values);
                }
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static byte[] Header(
        IReadOnlyList<(string Name, int Length)> dimensions, IReadOnlyList<NetCdfAttribute> attributes, IReadOnlyList<NetCdfVariable> variables, long begin)
    {
        using var memory = new MemoryStream();
        memory.Write("CDF\u0002"u8);
        Number(memory, 0);
        Number(memory, Dimension);
        Number(memory, dimensions.Count);
        foreach (var (name, length) in dimensions)
        {
            Text(memory, name);
            Number(memory, length);
        }

        Attributes(memory, attributes);
        Number(memory, Variable);
        Number(memory, variables.Count);
        var offset = begin;
        foreach (var variable in variables)
        {
            Text(memory, variable.Name);
            Number(memory, variable.Dimensions.Count);
            foreach (var name in variable.Dimensions)
            {
                Number(memory, dimensions.Select(d => d.Name).ToList().IndexOf(name));
            }

            Attributes(memory, variable.Attributes);
            var (type, width) = TypeOf(variable.Values);
            var bytes = variable.Values.LongLength * width;
            Number(memory, type);

            // what does not fit is written as the largest value, as the specification asks
            Number(memory, (int)Math.Min(bytes, int.MaxValue - 3));
            var eight = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(eight, offset);
            memory.Write(eight);
            offset += bytes;
        }

        return memory.ToArray();
    }

    private static (int Type, int Width) TypeOf(Array values) => values switch
    {
        int[] => (Int, 4),
        float[] => (Float, 4),
        double[] => (Double, 8),
        _ => throw new ArgumentException($"values of type {values.GetType().Name}", nameof(values)),
    };

    private static void Attributes(MemoryStream memory, IReadOnlyList<NetCdfAttribute> attributes)
    {
        Number(memory, attributes.Count == 0 ? 0 : Attribute);
        Number(memory, attributes.Count);
        foreach (var (name, value) in attributes)
        {
            Text(memory, name);
            if (value is string text)
            {
                Number(memory, Char);
                Text(memory, text);
                continue;
            }

            Array numbers = value switch
            {
                int number => new[] { number },
                float number => new[] { number },
                double number => new[] { number },
                double[] several => several,
                _ => throw new ArgumentException($"attribute {name} of type {value.GetType().Name}", nameof(attributes)),
            };
            Number(memory, TypeOf(numbers).Type);
            Number(memory, numbers.Length);
            WriteValues(memory, numbers);
        }
    }

    private static void Number(MemoryStream memory, int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, value);
        memory.Write(four);
    }

    private static void Text(MemoryStream memory, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(memory, bytes.Length);
        memory.Write(bytes);
        memory.Write(new byte[(4 - (bytes.Length % 4)) % 4]);
    }

    private static void WriteValues(Stream stream, Array values)
    {
        const int Part = 16384;
        var width = TypeOf(values).Width;
        var buffer = new byte[Part * width];
        for (var start = 0; start < values.Length; start += Part)
        {
            var count = Math.Min(Part, values.Length - start);
            for (var k = 0; k < count; k++)
            {
                var target = buffer.AsSpan(k * width);
                switch (values)
                {
                    case int[] ints: BinaryPrimitives.WriteInt32BigEndian(target, ints[start + k]); break;
                    case float[] floats: BinaryPrimitives.WriteSingleBigEndian(target, floats[start + k]); break;
                    case double[] doubles: BinaryPrimitives.WriteDoubleBigEndian(target, doubles[start + k]); break;
                }
            }

            stream.Write(buffer.AsSpan(0, count * width));
        }
    }
}
