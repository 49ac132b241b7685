using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>16-bit red, green, blue and alpha.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Rgba64 : IPixel<Rgba64>
{
    public ushort R;

    public ushort G;

    public ushort B;

    public ushort A;

    public Rgba64(ushort r, ushort g, ushort b, ushort a)
    {
        R = r;
        G = g;
        B = b;
        A = a;
    }

    public static bool operator ==(Rgba64 left, Rgba64 right) => left.Equals(right);

    public static bool operator !=(Rgba64 left, Rgba64 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        var levels = Scaling.Quantize(vector, 65535);
        R = (ushort)levels.X;
        G = (ushort)levels.Y;
        B = (ushort)levels.Z;
        A = (ushort)levels.W;
    }

    public readonly Vector4 ToVector4() => new Vector4(R, G, B, A) / 65535;

    public void FromL8(L8 source)
    {
        var level = Scaling.Up(source.PackedValue);
        this = new(level, level, level, ushort.MaxValue);
    }

    public void FromLa16(La16 source)
    {
        var level = Scaling.Up(source.L);
        this = new(level, level, level, Scaling.Up(source.A));
    }

    public void FromL16(L16 source)
    {
        var level = source.PackedValue;
        this = new(level, level, level, ushort.MaxValue);
    }

    public void FromLa32(La32 source)
    {
        var level = source.L;
        this = new(level, level, level, source.A);
    }

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B), ushort.MaxValue);

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B), Scaling.Up(source.A));

    public void FromRgb48(Rgb48 source) => this = new(source.R, source.G, source.B, ushort.MaxValue);

    public void FromRgba64(Rgba64 source) => this = source;

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromRgba64(this);

    public override readonly bool Equals(object? obj) => obj is Rgba64 other && Equals(other);

    public readonly bool Equals(Rgba64 other) => R == other.R && G == other.G && B == other.B && A == other.A;

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B, A);

    public override readonly string ToString() => $"Rgba64({R}, {G}, {B}, {A})";
}
