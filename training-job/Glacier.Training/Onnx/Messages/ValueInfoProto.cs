namespace Glacier.Training.Onnx.Messages;

/// <summary>One axis of a value: a length, or a name when the length is free.</summary>
/// <param name="Length">Length; null when free.</param>
/// <param name="Name">Name of a free axis; equal names are equal lengths.</param>
public readonly record struct Axis(long? Length, string Name = "")
{
    /// <summary>An axis of a fixed length.</summary>
    public static implicit operator Axis(long length) => new(length);

    /// <summary>A free axis.</summary>
    public static implicit operator Axis(string name) => new(null, name);
}

/// <summary>Name, element type and shape of a graph's input or output.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Axes">Shape.</param>
public sealed record ValueInfoProto(string Name, TensorType Type, IReadOnlyList<Axis> Axes)
{
    internal static ValueInfoProto Read(MessageReader reader)
    {
        var (name, type) = ("", TensorType.Undefined);
        var axes = new List<Axis>();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: name = reader.String(); break;
                case 2: ReadType(reader.Message(), ref type, axes); break;
                default: reader.Skip(); break;
            }
        }

        return new(name, type, axes);
    }

    internal void Write(MessageWriter writer)
    {
        writer.String(1, Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Long(1, (long)Type);
            tensor.Message(2, shape =>
            {
                foreach (var axis in Axes)
                {
                    shape.Message(1, dim => WriteAxis(dim, axis));
                }
            });
        }));
    }

    private static void WriteAxis(MessageWriter dim, Axis axis)
    {
        if (axis.Length is { } length)
        {
            dim.Long(1, length);
        }
        else
        {
            dim.String(2, axis.Name);
        }
    }

    private static void ReadType(MessageReader reader, ref TensorType type, List<Axis> axes)
    {
        while (reader.Next(out var field))
        {
            // 1 is a tensor; sequences, maps and the like have no shape to read
            if (field == 1)
            {
                ReadTensor(reader.Message(), ref type, axes);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadTensor(MessageReader reader, ref TensorType type, List<Axis> axes)
    {
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: type = (TensorType)reader.Int(); break;
                case 2: ReadShape(reader.Message(), axes); break;
                default: reader.Skip(); break;
            }
        }
    }

    private static void ReadShape(MessageReader reader, List<Axis> axes)
    {
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                axes.Add(ReadAxis(reader.Message()));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static Axis ReadAxis(MessageReader reader)
    {
        Axis axis = "";
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: axis = reader.Long(); break;
                case 2: axis = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return axis;
    }
}
