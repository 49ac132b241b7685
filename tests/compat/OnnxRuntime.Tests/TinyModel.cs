using System.Text;

namespace OnnxRuntime.Tests;

/// <summary>An ONNX file of a few bytes written field by field (onnx.proto3, IR 8, opset 17): y = a · b + a, three floats.</summary>
internal static class TinyModel
{
    public static byte[] Bytes()
    {
        byte[] graph =
        [
            .. Message(1, [.. Text(1, "a"), .. Text(1, "b"), .. Text(2, "product"), .. Text(4, "Mul")]),
            .. Message(1, [.. Text(1, "product"), .. Text(1, "a"), .. Text(2, "y"), .. Text(4, "Add")]),
            .. Text(2, "tiny"), .. Message(11, Value("a")), .. Message(11, Value("b")), .. Message(12, Value("y")),
        ];
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, [.. Number(2, 17)])];
    }

    // ValueInfoProto: name, then type { tensor_type { elem_type = float, shape { dim { dim_value = 3 } } } }
    private static byte[] Value(string name) =>
        [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, 1), .. Message(2, Message(1, Number(1, 3)))]))];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Message(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];
}
