using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>8-bit luminance.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct L8 : IPixel<L8>
{
    public L8(byte luminance) => PackedValue = luminance;

    public byte PackedValue { readonly get; set; }

    public static bool operator ==(L8 left, L8 right) => left.Equals(right);

    public static bool operator !=(L8 left, L8 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromVector4(vector);

    public readonly Vector4 ToScaledVector4() => ToVector4();

    public void FromVector4(Vector4 vector)
    {
        vector = Vector4.Min(Vector4.Max(vector, Vector4.Zero), Vector4.One);
        PackedValue = (byte)((Scaling.Luminance(vector) * 255) + 0.5f);
    }

    public readonly Vector4 ToVector4()
    {
        var level = PackedValue / 255f;
        return new(level, level, level, 1);
    }

    public void FromL8(L8 source) => this = source;

    public void FromLa16(La16 source) => this = new(source.L);

    public void FromL16(L16 source) => this = new(Scaling.Down(source.PackedValue));

    public void FromLa32(La32 source) => this = new(Scaling.Down(source.L));

    public void FromRgb24(Rgb24 source) => this = new(Scaling.Luminance8(source.R, source.G, source.B));

    public void FromRgba32(Rgba32 source) => this = new(Scaling.Luminance8(source.R, source.G, source.B));

    public void FromRgb48(Rgb48 source) => this = new(Scaling.Luminance8(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B)));

    public void FromRgba64(Rgba64 source) => this = new(Scaling.Luminance8(Scaling.Down(source.R), Scaling.Down(source.G), Scaling.Down(source.B)));

    public readonly void ToRgba32(ref Rgba32 dest) => dest.FromL8(this);

    public override readonly bool Equals(object? obj) => obj is L8 other && Equals(other);

    public readonly bool Equals(L8 other) => PackedValue == other.PackedValue;

    public override readonly int GetHashCode() => HashCode.Combine(PackedValue);

    public override readonly string ToString() => $"L8({PackedValue})";
}
