using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Pictures;

/// <summary>A scientific colour map: even steps of value look like even steps of colour.</summary>
/// <remarks>The maps are drawn in CIE L*a*b* (1976) with lightness linear in the value, which keeps them readable in grey print and for the colour-blind,
/// and converted to sRGB (IEC 61966-2-1).</remarks>
public sealed class ColourMap
{
    private readonly byte[] _table = new byte[256 * 3];

    private ColourMap(Func<double, (double L, double A, double B)> lab)
    {
        for (var i = 0; i < 256; i++)
        {
            var (r, g, b) = ToRgb(lab(i / 255.0));
            (_table[3 * i], _table[(3 * i) + 1], _table[(3 * i) + 2]) = (r, g, b);
        }
    }

    /// <summary>Dark blue over green to light yellow; lightness rises linearly.</summary>
    public static ColourMap Sequential { get; } = new(t => Polar(12 + (80 * t), 32 + (26 * Math.Sin(Math.PI * t)), 285 - (185 * t)));

    /// <summary>Red over white to blue for elevation change: loss red, gain blue, none white; the same lightness at equal distance from the middle.</summary>
    public static ColourMap RedWhiteBlue { get; } = new(t =>
    {
        var away = Math.Abs((2 * t) - 1);
        return Polar(96 - (62 * away), away * (t < 0.5 ? 62 : 48), t < 0.5 ? 35 : 268);
    });

    /// <summary>Colour of a position 0 … 1 on the map, clamped.</summary>
    public (byte R, byte G, byte B) At(double position)
    {
        var i = 3 * (int)Math.Round(Math.Clamp(position, 0, 1) * 255);
        return (_table[i], _table[i + 1], _table[i + 2]);
    }

    /// <summary>Lambert shading of a DEM under a light from the north-west (azimuth 315°, elevation 45°), 0 … 1 per pixel; slopes by Horn (1981).</summary>
    /// <param name="dem">Elevations in metres.</param>
    /// <param name="exaggeration">Factor on heights.</param>
    /// <returns>width × height values; NaN where the DEM or a neighbour is unknown is shaded as level ground.</returns>
    public static float[] Hillshade(Raster dem, double exaggeration = 1)
    {
        var shade = new float[dem.Values.Length];
        var (lightX, lightY, lightZ) = (-0.5, 0.5, Math.Sqrt(0.5));
        Parallel.For(0, dem.Height, y =>
        {
            var (above, below) = (Math.Max(y - 1, 0), Math.Min(y + 1, dem.Height - 1));
            for (var x = 0; x < dem.Width; x++)
            {
                var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, dem.Width - 1));
                var east = (dem[right, above] + (2 * dem[right, y]) + dem[right, below] - dem[left, above] - (2 * dem[left, y]) - dem[left, below])
                    / (8 * dem.Transform.PixelWidth) * exaggeration;
                var north = (dem[left, above] + (2 * dem[x, above]) + dem[right, above] - dem[left, below] - (2 * dem[x, below]) - dem[right, below])
                    / (8 * dem.Transform.PixelHeight) * exaggeration;
                (east, north) = double.IsFinite(east + north) ? (east, north) : (0, 0);
                var cosine = (lightZ - (east * lightX) - (north * lightY)) / Math.Sqrt(1 + (east * east) + (north * north));
                shade[(y * dem.Width) + x] = (float)Math.Max(cosine, 0);
            }
        });
        return shade;
    }

    private static (double L, double A, double B) Polar(double lightness, double chroma, double hueDegrees)
    {
        var (sin, cos) = Math.SinCos(hueDegrees * Math.PI / 180);
        return (lightness, chroma * cos, chroma * sin);
    }

    // CIE 1976 L*a*b* under D65 to linear sRGB to gamma-coded sRGB
    private static (byte R, byte G, byte B) ToRgb((double L, double A, double B) lab)
    {
        var fy = (lab.L + 16) / 116;
        var x = 0.95047 * Inverse(fy + (lab.A / 500));
        var y = Inverse(fy);
        var z = 1.08883 * Inverse(fy - (lab.B / 200));
        return (Code((3.2406 * x) - (1.5372 * y) - (0.4986 * z)), Code((-0.9689 * x) + (1.8758 * y) + (0.0415 * z)), Code((0.0557 * x) - (0.2040 * y) + (1.0570 * z)));

        static double Inverse(double f) => f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - (4.0 / 29));
        static byte Code(double v) => (byte)Math.Round(255 * Math.Clamp(Srgb.Display(v), 0, 1));
    }
}
