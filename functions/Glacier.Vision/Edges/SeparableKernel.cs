using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glacier.Vision.Edges;

/// <summary>Correlation with a kernel that is a row times a column, in whole numbers and so exact in any order.</summary>
/// <param name="across">Weights along x, an odd number.</param>
/// <param name="down">Weights along y, an odd number.</param>
internal sealed class SeparableKernel(int[] across, int[] down)
{
    /// <summary>Applies the kernel.</summary>
    /// <param name="source">width × height bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="border">What lies outside.</param>
    /// <returns>width × height sums.</returns>
    public int[] Apply(byte[] source, int width, int height, Border border)
    {
        var result = new int[source.Length];
        var (rx, ry) = (across.Length / 2, down.Length / 2);
        Parallel.For(0, height, () => new int[width + (2 * rx)], (y, _, padded) =>
        {
            var middle = padded.AsSpan(rx, width);
            middle.Clear();
            for (var k = 0; k < down.Length; k++)
            {
                if (down[k] != 0)
                {
                    AddRow(source.AsSpan(BorderPosition.Of(y + k - ry, height, border) * width, width), down[k], middle);
                }
            }

            for (var i = 1; i <= rx; i++)
            {
                padded[rx - i] = middle[BorderPosition.Of(-i, width, border)];
                padded[rx + width - 1 + i] = middle[BorderPosition.Of(width - 1 + i, width, border)];
            }

            var row = result.AsSpan(y * width, width);
            for (var k = 0; k < across.Length; k++)
            {
                if (across[k] != 0)
                {
                    AddRow(padded.AsSpan(k, width), across[k], row);
                }
            }

            return padded;
        }, _ => { });
        return result;
    }

    private static void AddRow(ReadOnlySpan<byte> source, int weight, Span<int> sum)
    {
        var x = 0;
        var step = Vector<int>.Count;
        for (; x <= source.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[x..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Add(a, sum[x..], weight);
            Add(b, sum[(x + step)..], weight);
            Add(c, sum[(x + (2 * step))..], weight);
            Add(d, sum[(x + (3 * step))..], weight);
        }

        for (; x < source.Length; x++)
        {
            sum[x] += source[x] * weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<uint> values, Span<int> sum, int weight) =>
        (new Vector<int>(sum) + (Vector.AsVectorInt32(values) * weight)).CopyTo(sum);

    private static void AddRow(ReadOnlySpan<int> source, int weight, Span<int> sum)
    {
        var from = MemoryMarshal.Cast<int, Vector<int>>(source);
        var to = MemoryMarshal.Cast<int, Vector<int>>(sum);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += from[i] * weight;
        }

        for (var x = to.Length * Vector<int>.Count; x < sum.Length; x++)
        {
            sum[x] += source[x] * weight;
        }
    }
}
