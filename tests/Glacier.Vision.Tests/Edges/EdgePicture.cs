using System.Security.Cryptography;

namespace Glacier.Vision.Tests.Edges;

/// <summary>A picture of whole-number formulas, so that any program can make the same: two discs on ramps, with grain.</summary>
internal static class EdgePicture
{
    public const int Width = 67;
    public const int Height = 45;

    public static byte[] Rgb()
    {
        var rgb = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var disc = (Square(x - 30) + Square(y - 20) < 196 ? 90 : 0) + (Square(x - 52) + Square(y - 33) < 100 ? 60 : 0);
                var grain = (int)(((x * 73856093L) ^ (y * 19349663L)) % 37);
                var i = 3 * ((y * Width) + x);
                rgb[i] = (byte)Math.Clamp(40 + (x * 2) + disc + grain, 0, 255);
                rgb[i + 1] = (byte)Math.Clamp(150 - (y * 3) + disc + grain, 0, 255);
                rgb[i + 2] = (byte)Math.Clamp(90 + (x * y % 40) + (disc / 2), 0, 255);
            }

        return rgb;
    }

    /// <summary>The first 64 bits of SHA-256 over the bytes, row by row.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static int Square(int value) => value * value;
}
