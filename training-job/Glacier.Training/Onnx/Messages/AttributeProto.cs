namespace Glacier.Training.Onnx.Messages;

/// <summary>What an attribute holds, numbered as ONNX numbers it.</summary>
public enum AttributeKind
{
    /// <summary>One float.</summary>
    Float = 1,

    /// <summary>One integer.</summary>
    Int = 2,

    /// <summary>One text.</summary>
    String = 3,

    /// <summary>One tensor.</summary>
    Tensor = 4,

    /// <summary>Floats.</summary>
    Floats = 6,

    /// <summary>Integers.</summary>
    Ints = 7,

    /// <summary>Texts.</summary>
    Strings = 8,
}

/// <summary>A named constant of a node: stride, padding, mode. Exactly the member of its kind is used.</summary>
public sealed record AttributeProto
{
    private AttributeProto(string name, AttributeKind kind) => (Name, Kind) = (name, kind);

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Which of the members below holds the value.</summary>
    public AttributeKind Kind { get; }

    /// <summary>The float.</summary>
    public float Float { get; private init; }

    /// <summary>The integer.</summary>
    public long Int { get; private init; }

    /// <summary>The text.</summary>
    public string String { get; private init; } = "";

    /// <summary>The tensor.</summary>
    public TensorProto? Tensor { get; private init; }

    /// <summary>The floats.</summary>
    public IReadOnlyList<float> Floats { get; private init; } = [];

    /// <summary>The integers.</summary>
    public IReadOnlyList<long> Ints { get; private init; } = [];

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Strings { get; private init; } = [];

    /// <summary>One float.</summary>
    public static AttributeProto Of(string name, float value) => new(name, AttributeKind.Float) { Float = value };

    /// <summary>One integer.</summary>
    public static AttributeProto Of(string name, long value) => new(name, AttributeKind.Int) { Int = value };

    /// <summary>One text.</summary>
    public static AttributeProto Of(string name, string value) => new(name, AttributeKind.String) { String = value };

    /// <summary>One tensor.</summary>
    public static AttributeProto Of(string name, TensorProto value) => new(name, AttributeKind.Tensor) { Tensor = value };

    /// <summary>Floats.</summary>
    public static AttributeProto Of(string name, IReadOnlyList<float> values) => new(name, AttributeKind.Floats) { Floats = values };

    /// <summary>Integers.</summary>
    public static AttributeProto Of(string name, IReadOnlyList<long> values) => new(name, AttributeKind.Ints) { Ints = values };

    /// <summary>Texts.</summary>
    public static AttributeProto Of(string name, IReadOnlyList<string> values) => new(name, AttributeKind.Strings) { Strings = values };

    internal static AttributeProto Read(MessageReader reader)
    {
        var (name, kind, number, integer, text) = ("", 0L, 0f, 0L, "");
        TensorProto? tensor = null;
        var (floats, ints, strings) = (new List<float>(), new List<long>(), new List<string>());
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: name = reader.String(); break;
                case 2: number = reader.Float(); break;
                case 3: integer = reader.Long(); break;
                case 4: text = reader.String(); break;
                case 5: tensor = TensorProto.Read(reader.Message()); break;
                case 7: reader.AddTo(floats); break;
                case 8: reader.AddTo(ints); break;
                case 9: strings.Add(reader.String()); break;
                case 20: kind = reader.Long(); break;
                default: reader.Skip(); break;
            }
        }

        return (AttributeKind)kind switch
        {
            AttributeKind.Float => Of(name, number),
            AttributeKind.Int => Of(name, integer),
            AttributeKind.String => Of(name, text),
            AttributeKind.Tensor when tensor is not null => Of(name, tensor),
            AttributeKind.Floats => Of(name, floats),
            AttributeKind.Ints => Of(name, ints),
            AttributeKind.Strings => Of(name, strings),
            _ => throw new InvalidDataException($"attribute {name} is of kind {kind}: numbers, texts and tensors are read here, sub-graphs are not"),
        };
    }

    internal void Write(MessageWriter writer)
    {
        writer.String(1, Name);
        switch (Kind)
        {
            case AttributeKind.Float: writer.Float(2, Float); break;
            case AttributeKind.Int: writer.Long(3, Int); break;
            case AttributeKind.String: writer.RepeatedString(4, String); break;
            case AttributeKind.Tensor: writer.Message(5, Tensor!.Write); break;
            case AttributeKind.Ints: writer.Longs(8, Ints); break;
            case AttributeKind.Floats:
                foreach (var value in Floats)
                {
                    writer.Float(7, value);
                }

                break;
            default:
                foreach (var value in Strings)
                {
                    writer.RepeatedString(9, value);
                }

                break;
        }

        writer.Long(20, (long)Kind);
    }
}
