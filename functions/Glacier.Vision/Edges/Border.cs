namespace Glacier.Vision.Edges;

/// <summary>What a kernel finds outside the picture.</summary>
internal enum Border
{
    /// <summary>The outermost pixel again: aaa|abcd|ddd.</summary>
    Replicate,

    /// <summary>The picture mirrored at its outermost pixel: dcb|abcd|cba.</summary>
    Reflect101,
}

/// <summary>Positions outside a row or column, led back into it.</summary>
internal static class BorderPosition
{
    /// <summary>The position 0 … <paramref name="length"/> − 1 that stands for <paramref name="at"/>.</summary>
    public static int Of(int at, int length, Border border)
    {
        if (border == Border.Replicate || length == 1)
        {
            return Math.Clamp(at, 0, length - 1);
        }

        while ((uint)at >= (uint)length)
        {
            at = at < 0 ? -at : (2 * (length - 1)) - at;
        }

        return at;
    }
}
