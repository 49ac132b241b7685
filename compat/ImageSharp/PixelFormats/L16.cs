using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>16-bit luminance.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct L16 : IPixel<L16>
{
    public L16(ushort luminance) => PackedValue = luminance;

    public ushort PackedValue { readonly get; set; }

    public static bool operator ==(L16 left, L16 right) => left.Equals(right);

    public static bool operator !=(L16 left, L16 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        vector = Vector4.Min(Vector4.Max(vector, Vector4.Zero), Vector4.One);
        PackedValue = (ushort)((Scaling.Luminance(vector) * 65535) + 0.5f);
    }

    public readonly Vector4 ToVector4()
    {
        var level = PackedValue / 65535f;
        return new(level, level, level, 1);
    }

    public void FromL8(L8 source) => this = new(Scaling.Up(source.PackedValue));

    public void FromLa16(La16 source) => this = new(Scaling.Up(source.L));

    public void FromL16(L16 source) => this = source;

    public void FromLa32(La32 source) => this = new(source.L);

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Luminance16(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B)));

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Luminance16(Scaling.Up(source.R), Scaling.Up(source.G), Scaling.Up(source.B)));

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Luminance16(source.R, source.G, source.B));

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Luminance16(source.R, source.G, source.B));

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromL16(this);

    public override readonly bool Equals(object? obj) => obj is L16 other && Equals(other);

    public readonly bool Equals(L16 other) => PackedValue == other.PackedValue;

    public override readonly int GetHashCode() => HashCode.Combine(PackedValue);

    public override readonly string ToString() => $"L16({PackedValue})";
}
