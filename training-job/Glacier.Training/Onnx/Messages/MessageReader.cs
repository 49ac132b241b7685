using Google.Protobuf;

namespace Glacier.Training.Onnx.Messages;

/// <summary>The fields of one protobuf message, one after the other.</summary>
/// <remarks>
/// A field read as another wire type than it has on file is an error here, where protobuf itself would call it unknown: such a file is damaged.
/// Everything wrong shows as an <see cref="IOException"/> or an <see cref="InvalidDataException"/>, which <see cref="OnnxFile"/> turns into a message.
/// </remarks>
/// <param name="bytes">The message.</param>
internal sealed class MessageReader(ByteString bytes)
{
    private readonly CodedInputStream _input = bytes.CreateCodedInput();
    private uint _tag;

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next(out int field)
    {
        _tag = _input.ReadTag();
        field = WireFormat.GetTagFieldNumber(_tag);
        return _tag != 0;
    }

    public void Skip() => _input.SkipLastField();

    public long Long()
    {
        Expect(WireFormat.WireType.Varint);
        return _input.ReadInt64();
    }

    public int Int() => checked((int)Long());

    public float Float()
    {
        Expect(WireFormat.WireType.Fixed32);
        return _input.ReadFloat();
    }

    public string String()
    {
        Expect(WireFormat.WireType.LengthDelimited);
        return _input.ReadString();
    }

    public ByteString Bytes()
    {
        Expect(WireFormat.WireType.LengthDelimited);
        return _input.ReadBytes();
    }

    public MessageReader Message() => new(Bytes());

    /// <summary>One more number of a repeated field, or, when it is packed, all of them.</summary>
    public void AddTo(List<long> numbers)
    {
        if (!Packed(out var packed))
        {
            numbers.Add(Long());
            return;
        }

        while (!packed.IsAtEnd)
        {
            numbers.Add(packed.ReadInt64());
        }
    }

    /// <inheritdoc cref="AddTo(List{long})"/>
    public void AddTo(List<float> numbers)
    {
        if (!Packed(out var packed))
        {
            numbers.Add(Float());
            return;
        }

        while (!packed.IsAtEnd)
        {
            numbers.Add(packed.ReadFloat());
        }
    }

    /// <inheritdoc cref="AddTo(List{long})"/>
    public void AddTo(List<double> numbers)
    {
        if (!Packed(out var packed))
        {
            Expect(WireFormat.WireType.Fixed64);
            numbers.Add(_input.ReadDouble());
            return;
        }

        while (!packed.IsAtEnd)
        {
            numbers.Add(packed.ReadDouble());
        }
    }

    private bool Packed(out CodedInputStream numbers)
    {
        var packed = WireFormat.GetTagWireType(_tag) == WireFormat.WireType.LengthDelimited;
        numbers = packed ? _input.ReadBytes().CreateCodedInput() : _input;
        return packed;
    }

    private void Expect(WireFormat.WireType type)
    {
        var found = WireFormat.GetTagWireType(_tag);
        if (found != type)
        {
            throw new InvalidDataException($"field {WireFormat.GetTagFieldNumber(_tag)} is {found} where ONNX has {type}");
        }
    }
}
