using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>8-bit red, green and blue.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Rgb24 : IPixel<Rgb24>
{
    public byte R;

    public byte G;

    public byte B;

    public Rgb24(byte r, byte g, byte b)
    {
        R = r;
        G = g;
        B = b;
    }

    public static bool operator ==(Rgb24 left, Rgb24 right) => left.Equals(right);

    public static bool operator !=(Rgb24 left, Rgb24 right) => !left.Equals(right);

    public static implicit operator Color(Rgb24 source) => new(source);

    public static implicit operator Rgb24(Color color) => color.ToPixel<Rgb24>();

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        var levels = Scaling.Quantize(vector, 255);
        R = (byte)levels.X;
        G = (byte)levels.Y;
        B = (byte)levels.Z;
    }

    public readonly Vector4 ToVector4() => new Vector4(R, G, B, 255) / 255;

    public void FromL8(L8 source)
    {
        var level = source.PackedValue;
        this = new(level, level, level);
    }

    public void FromLa16(La16 source)
    {
        var level = source.L;
        this = new(level, level, level);
    }

    public void FromL16(L16 source)
    {
        var level = Scaling.Down(source.PackedValue);
        this = new(level, level, level);
    }

    public void FromLa32(La32 source)
    {
        var level = Scaling.Down(source.L);
        this = new(level, level, level);
    }

    public void FromRgb24(Rgb24 source) => this = source;

    public void FromRgba32(Rgba32 source) => this = new(source.R, source.G, source.B);

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B));

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B));

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromRgb24(this);

    public override readonly bool Equals(object? obj) => obj is Rgb24 other && Equals(other);

    public readonly bool Equals(Rgb24 other) => R == other.R && G == other.G && B == other.B;

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B);

    public override readonly string ToString() => $"Rgb24({R}, {G}, {B})";
}
