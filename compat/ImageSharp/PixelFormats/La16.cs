using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>8-bit luminance and alpha.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct La16 : IPixel<La16>
{
    public byte L;

    public byte A;

    public La16(byte l, byte a)
    {
        L = l;
        A = a;
    }

    public static bool operator ==(La16 left, La16 right) => left.Equals(right);

    public static bool operator !=(La16 left, La16 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        vector = Vector4.Min(Vector4.Max(vector, Vector4.Zero), Vector4.One);
        L = (byte)((Scaling.Luminance(vector) * 255) + 0.5f);
        A = (byte)((vector.W * 255) + 0.5f);
    }

    public readonly Vector4 ToVector4()
    {
        var level = L / 255f;
        return new(level, level, level, A / 255f);
    }

    public void FromL8(L8 source) => this = new(source.PackedValue, byte.MaxValue);

    public void FromLa16(La16 source) => this = source;

    public void FromL16(L16 source) => this = new(Scaling.Down(source.PackedValue), byte.MaxValue);

    public void FromLa32(La32 source) => this = new(Scaling.Down(source.L), Scaling.Down(source.A));

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Luminance8(source.R, source.G, source.B), byte.MaxValue);

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Luminance8(source.R, source.G, source.B), source.A);

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Luminance8(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B)), byte.MaxValue);

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Luminance8(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B)), Scaling.Down(source.A));

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromLa16(this);

    public override readonly bool Equals(object? obj) => obj is La16 other && Equals(other);

    public readonly bool Equals(La16 other) => L == other.L && A == other.A;

    public override readonly int GetHashCode() => HashCode.Combine(L, A);

    public override readonly string ToString() => $"La16({L}, {A})";
}
