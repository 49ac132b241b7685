namespace Glacier.Terrain.Simulation;

/// <summary>Interpolation between the cells of a field, Catmull–Rom and linear.</summary>
internal static class Cubic
{
    /// <summary>The curve through four equidistant values, between the second (t = 0) and the third (t = 1).</summary>
    public static double Through(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    /// <summary>Bicubic value of a row-major field at a continuous position, 0 being the centre of the first cell; the rim is repeated outwards.</summary>
    public static double Sample(ReadOnlySpan<double> field, int width, int height, double column, double row)
    {
        var (fc, fr) = (Math.Floor(column), Math.Floor(row));
        var (u, v) = (column - fc, row - fr);
        var (c, r) = ((int)fc, (int)fr);
        Span<double> along = stackalloc double[4];
        for (var k = 0; k < 4; k++)
        {
            var line = field.Slice(Math.Clamp(r - 1 + k, 0, height - 1) * width, width);
            along[k] = Through(
                line[Math.Clamp(c - 1, 0, width - 1)], line[Math.Clamp(c, 0, width - 1)],
                line[Math.Clamp(c + 1, 0, width - 1)], line[Math.Clamp(c + 2, 0, width - 1)], u);
        }

        return Through(along[0], along[1], along[2], along[3], v);
    }

    /// <summary>Bilinear value of a row-major field at a continuous position, 0 being the centre of the first cell; the rim is repeated outwards.</summary>
    public static double Linear(ReadOnlySpan<double> field, int width, int height, double column, double row)
    {
        column = Math.Clamp(column, 0, width - 1);
        row = Math.Clamp(row, 0, height - 1);
        var c = Math.Min((int)column, width - 2);
        var r = Math.Min((int)row, height - 2);
        var (u, v) = (column - c, row - r);
        var i = (r * width) + c;
        return ((1 - v) * (((1 - u) * field[i]) + (u * field[i + 1]))) + (v * (((1 - u) * field[i + width]) + (u * field[i + width + 1])));
    }
}
