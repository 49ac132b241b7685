using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>16-bit red, green and blue.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Rgb48 : IPixel<Rgb48>
{
    public ushort R;

    public ushort G;

    public ushort B;

    public Rgb48(ushort r, ushort g, ushort b)
    {
        R = r;
        G = g;
        B = b;
    }

    public static bool operator ==(Rgb48 left, Rgb48 right) => left.Equals(right);

    public static bool operator !=(Rgb48 left, Rgb48 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        var levels = Scaling.Quantize(vector, 65535);
        R = (ushort)levels.X;
        G = (ushort)levels.Y;
        B = (ushort)levels.Z;
    }

    public readonly Vector4 ToVector4() => new Vector4(R, G, B, 65535) / 65535;

    public void FromL8(L8 source)
    {
        var level = Scaling.Up(source.PackedValue);
        this = new(level, level, level);
    }

    public void FromLa16(La16 source)
    {
        var level = Scaling.Up(source.L);
        this = new(level, level, level);
    }

    public void FromL16(L16 source)
    {
        var level = source.PackedValue;
        this = new(level, level, level);
    }

    public void FromLa32(La32 source)
    {
        var level = source.L;
        this = new(level, level, level);
    }

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B));

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B));

    public void FromRgb48(Rgb48 source) => this = source;

    public void FromRgba64(Rgba64 source) => this = new(source.R, source.G, source.B);

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromRgb48(this);

    public override readonly bool Equals(object? obj) => obj is Rgb48 other && Equals(other);

    public readonly bool Equals(Rgb48 other) => R == other.R && G == other.G && B == other.B;

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B);

    public override readonly string ToString() => $"Rgb48({R}, {G}, {B})";
}
