using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Glacier.Training.Onnx.Messages;

/// <summary>A tensor with its values, as an initialiser or an attribute holds it.</summary>
/// <param name="Name">Name; empty inside an attribute.</param>
/// <param name="Type">Element type.</param>
/// <param name="Dims">Shape; empty for a scalar.</param>
/// <param name="RawData">Elements, row-major, little-endian.</param>
public sealed record TensorProto(string Name, TensorType Type, IReadOnlyList<long> Dims, ReadOnlyMemory<byte> RawData)
{
    /// <summary>Number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (product, dim) => checked(product * dim));

    /// <summary>A tensor of 32-bit floats.</summary>
    public static TensorProto Of(string name, IReadOnlyList<long> dims, ReadOnlySpan<float> values) =>
        new TensorProto(name, TensorType.Float, dims, Bytes(values, 4, (bytes, value) => BinaryPrimitives.WriteSingleLittleEndian(bytes, value))).Checked();

    /// <summary>A tensor of 16-bit floats.</summary>
    public static TensorProto Of(string name, IReadOnlyList<long> dims, ReadOnlySpan<Half> values) =>
        new TensorProto(name, TensorType.Float16, dims, Bytes(values, 2, (bytes, value) => BinaryPrimitives.WriteHalfLittleEndian(bytes, value))).Checked();

    /// <summary>A tensor of 64-bit integers.</summary>
    public static TensorProto Of(string name, IReadOnlyList<long> dims, ReadOnlySpan<long> values) =>
        new TensorProto(name, TensorType.Int64, dims, Bytes(values, 8, (bytes, value) => BinaryPrimitives.WriteInt64LittleEndian(bytes, value))).Checked();

    /// <summary>The values as 32-bit floats, from 16, 32 or 64 bits.</summary>
    /// <exception cref="InvalidDataException">Another element type.</exception>
    public float[] ToFloats() => Type switch
    {
        TensorType.Float => Values(4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        TensorType.Float16 => Values(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        TensorType.Double => Values(8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        _ => throw new InvalidDataException($"tensor {Name} is of {Type}, not of floats"),
    };

    /// <summary>The values as 64-bit integers, from 32 or 64 bits.</summary>
    /// <exception cref="InvalidDataException">Another element type.</exception>
    public long[] ToLongs() => Type switch
    {
        TensorType.Int64 => Values(8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        TensorType.Int32 => Values(4, bytes => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        _ => throw new InvalidDataException($"tensor {Name} is of {Type}, not of integers"),
    };

    internal static TensorProto Read(MessageReader reader)
    {
        var (name, type) = ("", TensorType.Undefined);
        var dims = new List<long>();
        ReadOnlyMemory<byte>? raw = null;
        var (floats, ints, longs, doubles) = (new List<float>(), new List<long>(), new List<long>(), new List<double>());
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: reader.AddTo(dims); break;
                case 2: type = (TensorType)reader.Int(); break;
                case 4: reader.AddTo(floats); break;
                case 5: reader.AddTo(ints); break;
                case 7: reader.AddTo(longs); break;
                case 8: name = reader.String(); break;
                case 9: raw = reader.Bytes().Memory; break;
                case 10: reader.AddTo(doubles); break;
                case 14 when reader.Long() != 0: throw new InvalidDataException($"tensor {name} keeps its values in another file");
                case 14: break;
                default: reader.Skip(); break;
            }
        }

        raw ??= type switch
        {
            TensorType.Float => Bytes<float>(CollectionsMarshal.AsSpan(floats), 4, (bytes, value) => BinaryPrimitives.WriteSingleLittleEndian(bytes, value)),
            TensorType.Double => Bytes<double>(CollectionsMarshal.AsSpan(doubles), 8, (bytes, value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, value)),
            TensorType.Int64 => Bytes<long>(CollectionsMarshal.AsSpan(longs), 8, (bytes, value) => BinaryPrimitives.WriteInt64LittleEndian(bytes, value)),
            TensorType.Int32 => Bytes<long>(CollectionsMarshal.AsSpan(ints), 4, (bytes, value) => BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value)),
            // half floats travel as the low 16 bits of an int32
            TensorType.Float16 => Bytes<long>(CollectionsMarshal.AsSpan(ints), 2, (bytes, value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value)),
            _ => Bytes<long>(CollectionsMarshal.AsSpan(ints), 1, (bytes, value) => bytes[0] = (byte)value),
        };
        return new TensorProto(name, type, dims, raw.Value).Checked();
    }

    internal void Write(MessageWriter writer)
    {
        writer.Longs(1, Dims);
        writer.Long(2, (long)Type);
        writer.String(8, Name);
        writer.Bytes(9, RawData);
    }

    private TensorProto Checked()
    {
        var size = Type switch
        {
            TensorType.Float or TensorType.Int32 => 4,
            TensorType.Float16 => 2,
            TensorType.Int64 or TensorType.Double => 8,
            TensorType.UInt8 or TensorType.Int8 or TensorType.Bool => 1,
            _ => throw new InvalidDataException($"tensor {Name} has element type {(int)Type}, which is none of those read here"),
        };
        if (Dims.Any(dim => dim < 0) || checked(Count * size) != RawData.Length)
        {
            throw new InvalidDataException($"tensor {Name} of shape [{string.Join(", ", Dims)}] and {Type} holds {RawData.Length} bytes");
        }

        return this;
    }

    private delegate void Put<in T>(Span<byte> bytes, T value);

    private static byte[] Bytes<T>(ReadOnlySpan<T> values, int size, Put<T> put)
    {
        var bytes = new byte[checked(values.Length * size)];
        for (var i = 0; i < values.Length; i++)
        {
            put(bytes.AsSpan(i * size, size), values[i]);
        }

        return bytes;
    }

    private delegate T Take<out T>(ReadOnlySpan<byte> bytes);

    private T[] Values<T>(int size, Take<T> take)
    {
        var values = new T[RawData.Length / size];
        var bytes = RawData.Span;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = take(bytes.Slice(i * size, size));
        }

        return values;
    }
}
