using Google.Protobuf;

namespace Glacier.Training.Onnx.Messages;

/// <summary>Writes one protobuf message field by field, in the order of the calls: the same message gives the same bytes.</summary>
internal sealed class MessageWriter
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public MessageWriter() => _output = new CodedOutputStream(_bytes, leaveOpen: true);

    public void Long(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
    }

    public void Longs(int field, IEnumerable<long> values)
    {
        foreach (var value in values)
        {
            Long(field, value);
        }
    }

    public void Float(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
    }

    /// <summary>A text; nothing when it is empty, since ONNX has no difference between empty and absent.</summary>
    public void String(int field, string value)
    {
        if (value.Length > 0)
        {
            RepeatedString(field, value);
        }
    }

    /// <summary>An element of a repeated text, where an empty one counts.</summary>
    public void RepeatedString(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
    }

    public void Bytes(int field, ReadOnlyMemory<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    public void Message(int field, Action<MessageWriter> write)
    {
        var inner = new MessageWriter();
        write(inner);
        Bytes(field, inner.Finish());
    }

    /// <summary>The message's bytes; nothing is to be written afterwards.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _output.Flush();
        return _bytes.GetBuffer().AsMemory(0, checked((int)_bytes.Length));
    }
}
