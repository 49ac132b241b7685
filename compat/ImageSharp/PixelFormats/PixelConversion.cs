using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Conversion of rows of pixels.</summary>
internal static class PixelConversion
{
    public static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, IPixel<TFrom>
        where TTo : unmanaged, IPixel<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
        {
            MemoryMarshal.Cast<TFrom, TTo>(from).CopyTo(to);
            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Convert<TFrom, TTo>(from[i]);
        }
    }

    public static TTo Convert<TFrom, TTo>(TFrom from)
        where TFrom : unmanaged, IPixel<TFrom>
        where TTo : unmanaged, IPixel<TTo>
    {
        // the comparisons are constants to the compiler, which keeps one branch
        TTo to = default;
        if (typeof(TFrom) == typeof(L8))
            to.FromL8(Unsafe.As<TFrom, L8>(ref from));
        else if (typeof(TFrom) == typeof(L16))
            to.FromL16(Unsafe.As<TFrom, L16>(ref from));
        else if (typeof(TFrom) == typeof(La16))
            to.FromLa16(Unsafe.As<TFrom, La16>(ref from));
        else if (typeof(TFrom) == typeof(La32))
            to.FromLa32(Unsafe.As<TFrom, La32>(ref from));
        else if (typeof(TFrom) == typeof(Rgb24))
            to.FromRgb24(Unsafe.As<TFrom, Rgb24>(ref from));
        else if (typeof(TFrom) == typeof(Rgba32))
            to.FromRgba32(Unsafe.As<TFrom, Rgba32>(ref from));
        else if (typeof(TFrom) == typeof(Rgb48))
            to.FromRgb48(Unsafe.As<TFrom, Rgb48>(ref from));
        else if (typeof(TFrom) == typeof(Rgba64))
            to.FromRgba64(Unsafe.As<TFrom, Rgba64>(ref from));
        else
            to.FromScaledVector4(from.ToScaledVector4());

        return to;
    }

    /// <summary>True for pixel types with an alpha channel.</summary>
    public static bool HasAlpha<TPixel>() =>
        typeof(TPixel) == typeof(La16) || typeof(TPixel) == typeof(La32) || typeof(TPixel) == typeof(Rgba32) || typeof(TPixel) == typeof(Rgba64);

    public static void ToVectors<TPixel>(ReadOnlySpan<TPixel> from, Span<Vector4> to)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i].ToScaledVector4();
        }
    }

    public static void FromVectors<TPixel>(ReadOnlySpan<Vector4> from, Span<TPixel> to)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i].FromScaledVector4(from[i]);
        }
    }
}
