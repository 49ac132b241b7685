using System.Globalization;
using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A colour, free of a pixel type.</summary>
public readonly struct Color : IEquatable<Color>
{
    public static readonly Color Black = FromRgb(0, 0, 0);
    public static readonly Color White = FromRgb(255, 255, 255);
    public static readonly Color Red = FromRgb(255, 0, 0);
    public static readonly Color Lime = FromRgb(0, 255, 0);
    public static readonly Color Blue = FromRgb(0, 0, 255);
    public static readonly Color Transparent = FromRgba(255, 255, 255, 0);

    private readonly Rgba64 _value;

    internal Color(Rgb24 pixel) => _value.FromRgb24(pixel);

    internal Color(Rgba32 pixel) => _value.FromRgba32(pixel);

    private Color(Rgba64 value) => _value = value;

    public static bool operator ==(Color left, Color right) => left.Equals(right);

    public static bool operator !=(Color left, Color right) => !left.Equals(right);

    public static Color FromRgba(byte r, byte g, byte b, byte a) => new(new Rgba32(r, g, b, a));

    public static Color FromRgb(byte r, byte g, byte b) => new(new Rgb24(r, g, b));

    public static Color FromPixel<TPixel>(TPixel pixel)
        where TPixel : unmanaged, IPixel<TPixel> => new(PixelConversion.Convert<TPixel, Rgba64>(pixel));

    /// <summary>Reads RGB, RGBA, RRGGBB or RRGGBBAA, with or without a leading #.</summary>
    public static Color ParseHex(string hex) =>
        TryParseHex(hex, out var color) ? color : throw new ArgumentException("Hexadecimal string is not in the correct format.", nameof(hex));

    public static bool TryParseHex(string hex, out Color result)
    {
        result = default;
        var digits = (hex ?? "").TrimStart('#');
        if (digits.Length is 3 or 4)
        {
            digits = string.Concat(digits.Select(d => new string(d, 2)));
        }

        digits = digits.Length == 6 ? digits + "FF" : digits;
        if (digits.Length != 8 || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        result = FromRgba((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    public Color WithAlpha(float alpha)
    {
        var vector = _value.ToScaledVector4();
        Rgba64 value = default;
        value.FromScaledVector4(new Vector4(vector.X, vector.Y, vector.Z, alpha));
        return new(value);
    }

    public TPixel ToPixel<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel> => PixelConversion.Convert<Rgba64, TPixel>(_value);

    public string ToHex()
    {
        var pixel = ToPixel<Rgba32>();
        return $"{pixel.R:X2}{pixel.G:X2}{pixel.B:X2}{pixel.A:X2}";
    }

    public override string ToString() => ToHex();

    public bool Equals(Color other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();
}
