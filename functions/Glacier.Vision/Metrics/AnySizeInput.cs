using System.Text;

namespace Glacier.Vision.Metrics;

/// <summary>Lets a convolutional ONNX network that was saved for one size of picture take any: its input's height and width become free.</summary>
internal static class AnySizeInput
{
    // field numbers of onnx.proto3
    private const int ModelGraph = 7;
    private const int GraphInput = 11;
    private const int GraphOutput = 12;
    private const int GraphValues = 13;
    private const int HalfPrecision = 10;

    /// <summary>The network with an input [1, 3, height, width] of half precision; sizes that it states of other tensors are dropped.</summary>
    /// <param name="network">Bytes of an ONNX file.</param>
    /// <param name="input">Name of the picture's input.</param>
    /// <exception cref="InvalidDataException">The bytes are no ONNX file, or there is no such input.</exception>
    public static byte[] Of(byte[] network, string input)
    {
        var (model, found) = (new List<byte>(network.Length), false);
        foreach (var (field, _, content, whole) in Fields(network))
        {
            if (field != ModelGraph)
            {
                model.AddRange(whole);
                continue;
            }

            var graph = new List<byte>(content.Count);
            foreach (var (inner, _, value, part) in Fields(content))
            {
                if (inner == GraphInput && Name(value) == input)
                {
                    graph.AddRange(Message(GraphInput, Picture(input)));
                    found = true;
                }
                else if (inner is not GraphValues and not GraphOutput)
                {
                    graph.AddRange(part);
                }
            }

            model.AddRange(Message(ModelGraph, [.. graph]));
        }

        return found ? [.. model] : throw new InvalidDataException($"no input {input}");
    }

    private static byte[] Picture(string name)
    {
        byte[] shape = [.. Message(1, Number(1, 1)), .. Message(1, Number(1, 3)), .. Message(1, Message(2, "h"u8.ToArray())), .. Message(1, Message(2, "w"u8.ToArray()))];
        return [.. Message(1, Encoding.UTF8.GetBytes(name)), .. Message(2, Message(1, [.. Number(1, HalfPrecision), .. Message(2, shape)]))];
    }

    private static string Name(ArraySegment<byte> value) => Fields(value).Where(field => field.Field == 1).Select(field => Encoding.UTF8.GetString(field.Content)).FirstOrDefault("");

    private static IEnumerable<(int Field, int Wire, ArraySegment<byte> Content, ArraySegment<byte> Whole)> Fields(ArraySegment<byte> bytes)
    {
        for (var at = 0; at < bytes.Count;)
        {
            var start = at;
            var key = Variable(bytes, ref at);
            var wire = (int)(key & 7);
            var length = wire switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Variable(bytes, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"wire type {wire}"),
            };
            var from = at;
            if (wire == 0)
            {
                Variable(bytes, ref at);
            }

            at += length;
            if (length < 0 || at > bytes.Count)
            {
                throw new InvalidDataException("a field beyond the end");
            }

            yield return ((int)(key >> 3), wire, bytes[from..at], bytes[start..at]);
        }
    }

    private static ulong Variable(ArraySegment<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; at < bytes.Count && shift < 64; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number beyond the end");
    }

    private static byte[] Message(int field, byte[] content) => [.. Number((ulong)((field << 3) | 2)), .. Number((ulong)content.Length), .. content];

    private static byte[] Number(int field, ulong value) => [.. Number((ulong)(field << 3)), .. Number(value)];

    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
