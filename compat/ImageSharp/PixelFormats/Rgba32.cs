using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>8-bit red, green, blue and alpha.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Rgba32 : IPixel<Rgba32>
{
    public byte R;

    public byte G;

    public byte B;

    public byte A;

    public Rgba32(byte r, byte g, byte b, byte a)
    {
        R = r;
        G = g;
        B = b;
        A = a;
    }

    public Rgba32(byte r, byte g, byte b)
        : this(r, g, b, byte.MaxValue)
    {
    }

    public Rgb24 Rgb
    {
        readonly get => new(R, G, B);
        set => (R, G, B) = (value.R, value.G, value.B);
    }

    public static bool operator ==(Rgba32 left, Rgba32 right) => left.Equals(right);

    public static bool operator !=(Rgba32 left, Rgba32 right) => !left.Equals(right);

    public static implicit operator Color(Rgba32 source) => new(source);

    public static implicit operator Rgba32(Color color) => color.ToPixel<Rgba32>();

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        var levels = Scaling.Quantize(vector, 255);
        R = (byte)levels.X;
        G = (byte)levels.Y;
        B = (byte)levels.Z;
        A = (byte)levels.W;
    }

    public readonly Vector4 ToVector4() => new Vector4(R, G, B, A) / 255;

    public void FromL8(L8 source)
    {
        var level = source.PackedValue;
        this = new(level, level, level, byte.MaxValue);
    }

    public void FromLa16(La16 source)
    {
        var level = source.L;
        this = new(level, level, level, source.A);
    }

    public void FromL16(L16 source)
    {
        var level = Scaling.Down(source.PackedValue);
        this = new(level, level, level, byte.MaxValue);
    }

    public void FromLa32(La32 source)
    {
        var level = Scaling.Down(source.L);
        this = new(level, level, level, Scaling.Down(source.A));
    }

    public void FromRgb24(Rgb24 source) => this = new(source.R, source.G, source.B, byte.MaxValue);

    public void FromRgba32(Rgba32 source) => this = source;

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B), byte.MaxValue);

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B), Scaling.Down(source.A));

    public readonly void ToRgba32(ref Rgba32 dest) => dest = this;

    public override readonly bool Equals(object? obj) => obj is Rgba32 other && Equals(other);

    public readonly bool Equals(Rgba32 other) => R == other.R && G == other.G && B == other.B && A == other.A;

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B, A);

    public override readonly string ToString() => $"Rgba32({R}, {G}, {B}, {A})";
}
