namespace Glacier.Vision.Tests.Metrics;

/// <summary>Pictures by formula, so that other programs can make the same.</summary>
internal static class Patterns
{
    public static (byte[] First, byte[] Second) Pair(int width, int height)
    {
        var (first, second) = (new byte[3 * width * height], new byte[3 * width * height]);
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y, c) = (i / 3 % width, i / 3 / width, i % 3);
            var value = (((x * 7) + (y * 13) + (c * 31)) % 97 * 2) + (((x / 5) + (y / 4) + c) % 2 == 1 ? 40 : 0);
            first[i] = (byte)value;
            second[i] = (byte)Math.Clamp(value + (((x * x) + (3 * y) + (c * 11)) % 23) - 9, 0, 255);
        }

        return (first, second);
    }
}
