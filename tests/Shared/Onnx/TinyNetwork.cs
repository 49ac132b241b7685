using System.Runtime.InteropServices;
using System.Text;

namespace Glacier.Tests.Onnx;

/// <summary>Networks of a few nodes as onnx.proto3 lays them out, opset 13.</summary>
internal static class TinyNetwork
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary>A network of one input and one output, both of any shape of their rank.</summary>
    public static byte[] Of((string Name, int Type, int Rank) input, (string Name, int Type, int Rank) output, params byte[][] nodes) => Of([input], output, [], nodes);

    /// <summary>A network of several inputs and constants.</summary>
    public static byte[] Of(IReadOnlyList<(string Name, int Type, int Rank)> inputs, (string Name, int Type, int Rank) output, IReadOnlyList<byte[]> constants, params byte[][] nodes) =>
    [
        .. Number(1, 8),
        .. Message(7, [
            .. nodes.SelectMany(node => Message(1, node)), .. Text(2, "g"), .. constants.SelectMany(constant => Message(5, constant)), .. inputs.SelectMany(input => Message(11, Value(input))),
            .. Message(12, Value(output))]),
        .. Message(8, Number(2, 13)),
    ];

    public static byte[] Node(string operation, string input, string output, params byte[][] attributes) => Node(operation, [input], output, attributes);

    public static byte[] Node(string operation, IReadOnlyList<string> inputs, string output, params byte[][] attributes) =>
        [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, operation), .. attributes.SelectMany(attribute => Message(5, attribute))];

    public static byte[] Constant(string name, long[] shape, params float[] values) => [.. Tensor(name, Float, shape), .. Message(9, MemoryMarshal.AsBytes<float>(values).ToArray())];

    public static byte[] Constant(string name, params long[] values) => [.. Tensor(name, Int64, [values.Length]), .. Message(9, MemoryMarshal.AsBytes<long>(values).ToArray())];

    public static byte[] Whole(string name, long value) => [.. Text(1, name), .. Number(3, value), .. Number(20, 2)];

    public static byte[] Wholes(string name, params long[] values) => [.. Text(1, name), .. values.SelectMany(value => Number(8, value)), .. Number(20, 7)];

    private static byte[] Tensor(string name, int type, long[] shape) => [.. shape.SelectMany(side => Number(1, side)), .. Number(2, type), .. Text(8, name)];

    private static byte[] Value((string Name, int Type, int Rank) tensor) =>
        [.. Text(1, tensor.Name), .. Message(2, Message(1, [.. Number(1, tensor.Type), .. Message(2, [.. Enumerable.Range(0, tensor.Rank).SelectMany(i => Message(1, Text(2, tensor.Name + i)))])]))];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Variable((field << 3) | 2), .. Variable(content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Variable(field << 3), .. Variable(value)];

    private static byte[] Variable(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)((value & 0x7F) | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
