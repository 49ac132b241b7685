using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>16-bit luminance and alpha.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct La32 : IPixel<La32>
{
    public ushort L;

    public ushort A;

    public La32(ushort l, ushort a)
    {
        L = l;
        A = a;
    }

    public static bool operator ==(La32 left, La32 right) => left.Equals(right);

    public static bool operator !=(La32 left, La32 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        vector = Vector4.Min(Vector4.Max(vector, Vector4.Zero), Vector4.One);
        L = (ushort)((Scaling.Luminance(vector) * 65535) + 0.5f);
        A = (ushort)((vector.W * 65535) + 0.5f);
    }

    public readonly Vector4 ToVector4()
    {
        var level = L / 65535f;
        return new(level, level, level, A / 65535f);
    }

    public void FromL8(L8 source) => this = new(Scaling.Up(source.PackedValue), ushort.MaxValue);

    public void FromLa16(La16 source) => this = new(Scaling.Up(source.L), Scaling.Up(source.A));

    public void FromL16(L16 source) => this = new(source.PackedValue, ushort.MaxValue);

    public void FromLa32(La32 source) => this = source;

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Luminance16(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B)), ushort.MaxValue);

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Luminance16(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B)), Scaling.Up(source.A));

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Luminance16(source.R, source.G, source.B), ushort.MaxValue);

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Luminance16(source.R, source.G, source.B), source.A);

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromLa32(this);

    public override readonly bool Equals(object? obj) => obj is La32 other && Equals(other);

    public readonly bool Equals(La32 other) => L == other.L && A == other.A;

    public override readonly int GetHashCode() => HashCode.Combine(L, A);

    public override readonly string ToString() => $"La32({L}, {A})";
}
