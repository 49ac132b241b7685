using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    /// <summary>A parameter that takes the tensor's place; the tensor is empty afterwards.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new NotImplementedException(),
    };

    /// <summary>Writes type, shape and elements: LEB128 numbers, then the raw little-endian memory.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((int)tensor.dtype);
        var shape = tensor.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape)
        {
            writer.Encode(size);
        }

        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Reads the elements of a tensor of the same shape in place.</summary>
    /// <exception cref="ArgumentException">type or shape differ from what was written</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (!skip && !tensor.shape.SequenceEqual(shape))
        {
            throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        }

        if (!skip && tensor.dtype == type)
        {
            tensor.ReadBytesFromStream(reader.BaseStream);
            return;
        }

        using var read = torch.empty(shape, dtype: type);
        read.ReadBytesFromStream(reader.BaseStream);
        if (!skip)
        {
            using var gradients = torch.no_grad();
            tensor.copy_(read).Dispose();
        }
    }

    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        var tensor = torch.empty(shape, dtype: type);
        tensor.ReadBytesFromStream(reader.BaseStream);
        if (!skip)
        {
            return tensor;
        }

        tensor.Dispose();
        return null!;
    }

    private static (torch.ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (torch.ScalarType)reader.Decode();
        var dimensions = reader.Decode();
        if (!Enum.IsDefined(type) || dimensions is < 0 or > 64)
        {
            throw new InvalidDataException("No tensor begins here");
        }

        var shape = new long[dimensions];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = reader.Decode();
        }

        return (type, shape);
    }
}
