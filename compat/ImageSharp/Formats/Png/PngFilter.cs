namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The row filters of the PNG specification, section 9.</summary>
internal static class PngFilter
{
    /// <summary>The filtered row with its filter byte in front, in one of the five buffers.</summary>
    public static ReadOnlySpan<byte> Choose(PngFilterMethod method, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, byte[][] buffers)
    {
        if (method != PngFilterMethod.Adaptive)
        {
            Apply((int)method, row, above, step, buffers[0]);
            return buffers[0];
        }

        var best = 0;
        var least = long.MaxValue;
        for (var filter = 0; filter < 5; filter++)
        {
            Apply(filter, row, above, step, buffers[filter]);
            long sum = 0;
            foreach (var value in buffers[filter].AsSpan(1))
            {
                sum += Math.Abs((int)(sbyte)value);
            }

            if (sum < least)
            {
                (least, best) = (sum, filter);
            }
        }

        return buffers[best];
    }

    private static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> output)
    {
        output[0] = (byte)filter;
        output = output[1..];
        switch (filter)
        {
            case 0:
                row.CopyTo(output);
                break;
            case 1:
                row[..step].CopyTo(output);
                for (var i = step; i < row.Length; i++)
                {
                    output[i] = (byte)(row[i] - row[i - step]);
                }

                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                {
                    output[i] = (byte)(row[i] - above[i]);
                }

                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    output[i] = (byte)(row[i] - (((i < step ? 0 : row[i - step]) + above[i]) >> 1));
                }

                break;
            default:
                for (var i = 0; i < step; i++)
                {
                    output[i] = (byte)(row[i] - above[i]);
                }

                for (var i = step; i < row.Length; i++)
                {
                    output[i] = (byte)(row[i] - Paeth(row[i - step], above[i], above[i - step]));
                }

                break;
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var toLeft = Math.Abs(up - corner);
        var toUp = Math.Abs(left - corner);
        var toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
