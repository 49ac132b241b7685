namespace Glacier.Vision.Pictures;

/// <summary>An RGB picture with anti-aliased lines and text, for maps and labels.</summary>
public sealed class Canvas
{
    /// <summary>A canvas of one colour.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="background">Its colour; null: white.</param>
    public Canvas(int width, int height, (byte R, byte G, byte B)? background = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, Rgb) = (width, height, new byte[checked(width * height * 3)]);
        Fill(0, 0, width, height, background ?? (255, 255, 255));
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Width × height × 3 bytes, row 0 at the top.</summary>
    public byte[] Rgb { get; }

    /// <summary>Lays a colour over a pixel; outside the canvas nothing happens.</summary>
    public void Blend(int x, int y, (byte R, byte G, byte B) colour, double opacity)
    {
        if ((uint)x < (uint)Width && (uint)y < (uint)Height && opacity > 0)
        {
            var i = 3 * ((y * Width) + x);
            opacity = Math.Min(opacity, 1);
            Rgb[i] = Mix(Rgb[i], colour.R);
            Rgb[i + 1] = Mix(Rgb[i + 1], colour.G);
            Rgb[i + 2] = Mix(Rgb[i + 2], colour.B);
        }

        byte Mix(byte under, byte over) => (byte)Math.Round(under + (opacity * (over - under)));
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int x, int y, int width, int height, (byte R, byte G, byte B) colour)
    {
        for (var row = Math.Max(y, 0); row < Math.Min(y + height, Height); row++)
        {
            for (var column = Math.Max(x, 0); column < Math.Min(x + width, Width); column++)
            {
                Blend(column, row, colour, 1);
            }
        }
    }

    /// <summary>Draws a polyline with round joints, covering each pixel once; (0.5, 0.5) is the centre of the first pixel.</summary>
    /// <param name="points">Corners, in pixels.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="thickness">In pixels.</param>
    public void Line(IReadOnlyList<(double X, double Y)> points, (byte R, byte G, byte B) colour, double thickness)
    {
        var coverage = new Dictionary<(int X, int Y), double>();
        var reach = (thickness / 2) + 1;
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (a, b) = (points[i], points[i + 1]);
            var lastY = (int)Math.Min(Math.Max(a.Y, b.Y) + reach, Height - 1);
            var lastX = (int)Math.Min(Math.Max(a.X, b.X) + reach, Width - 1);
            for (var y = (int)Math.Max(Math.Min(a.Y, b.Y) - reach, 0); y <= lastY; y++)
            {
                for (var x = (int)Math.Max(Math.Min(a.X, b.X) - reach, 0); x <= lastX; x++)
                {
                    var cover = Math.Clamp((thickness / 2) + 0.5 - Distance(x + 0.5, y + 0.5, a, b), 0, 1);
                    if (cover > 0 && cover > coverage.GetValueOrDefault((x, y)))
                    {
                        coverage[(x, y)] = cover;
                    }
                }
            }
        }

        foreach (var ((x, y), cover) in coverage)
        {
            Blend(x, y, colour, cover);
        }
    }

    /// <summary>Writes text in the stroke font; returns its width in pixels.</summary>
    /// <param name="text">Letters of the font; others are left blank.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Base line.</param>
    /// <param name="height">Height of capitals, pixels.</param>
    /// <param name="colour">Its colour.</param>
    public double Text(string text, double x, double y, double height, (byte R, byte G, byte B) colour)
    {
        foreach (var stroke in StrokeFont.Strokes(text))
        {
            Line([.. stroke.Select(p => (x + (p.X * height / 6), y - (p.Y * height / 6)))], colour, Math.Max(height / 8, 1.1));
        }

        return StrokeFont.Width(text) * height / 6;
    }

    private static double Distance(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var t = length == 0 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(x - a.X - (t * dx), 2) + Math.Pow(y - a.Y - (t * dy), 2));
    }
}
