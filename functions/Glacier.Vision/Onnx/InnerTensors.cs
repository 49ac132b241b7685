using System.Text;

namespace Glacier.Vision.Onnx;

/// <summary>Makes inner tensors of an ONNX network its outputs, so that its features can be read.</summary>
internal static class InnerTensors
{
    // field numbers of onnx.proto3 with wire type 2: ModelProto.graph, GraphProto.output, ValueInfoProto.name
    private const byte Graph = (7 << 3) | 2;
    private const byte Output = (12 << 3) | 2;
    private const byte Name = (1 << 3) | 2;

    /// <summary>The network with further outputs.</summary>
    /// <remarks>Protocol buffers merge a message field that occurs twice, and append its lists: a second graph that holds nothing but outputs does it.</remarks>
    /// <param name="network">Bytes of an ONNX file.</param>
    /// <param name="tensors">Names of tensors in it.</param>
    public static byte[] MakeOutputs(byte[] network, IReadOnlyList<string> tensors) =>
        [.. network, .. Field(Graph, [.. tensors.SelectMany(tensor => Field(Output, Field(Name, Encoding.UTF8.GetBytes(tensor))))])];

    private static byte[] Field(byte key, byte[] content)
    {
        var result = new List<byte> { key };
        for (var length = (uint)content.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                result.Add((byte)length);
                break;
            }

            result.Add((byte)(length | 0x80));
        }

        result.AddRange(content);
        return [.. result];
    }
}
