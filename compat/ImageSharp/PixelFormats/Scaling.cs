using System.Numerics;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Conversions between 8 and 16 bits and from colour to luminance (ITU-R BT.709).</summary>
internal static class Scaling
{
    private static readonly Vector4 Bt709 = new(0.2126f, 0.7152f, 0.0722f, 0);

    public static ushort Up(byte value) => (ushort)(value * 257);

    /// <summary>The nearest of 256 levels: value · 255 / 65535, rounded, without division.</summary>
    public static byte Down(ushort value) => (byte)(((value * 255) + 32895) >> 16);

    public static byte Luminance8(byte r, byte g, byte b) => (byte)((r * 0.2126f) + (g * 0.7152f) + (b * 0.0722f) + 0.5f);

    public static ushort Luminance16(ushort r, ushort g, ushort b) => (ushort)((r * 0.2126f) + (g * 0.7152f) + (b * 0.0722f) + 0.5f);

    public static float Luminance(Vector4 colour) => Vector4.Dot(colour, Bt709);

    /// <summary>Levels 0 … <paramref name="levels"/> of a colour with components 0 … 1, clamped, still to be truncated.</summary>
    public static Vector4 Quantize(Vector4 colour, float levels) =>
        (Vector4.Min(Vector4.Max(colour, Vector4.Zero), Vector4.One) * levels) + new Vector4(0.5f);
}
