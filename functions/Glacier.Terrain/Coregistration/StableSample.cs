using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>Stable pixels with the reference's height and gradient, evenly thinned: what the fit works on.</summary>
internal sealed class StableSample
{
    private readonly Raster _reference;
    private readonly Raster _dem;
    private readonly int[] _pixels;

    private StableSample(Raster reference, Raster dem, int[] pixels)
    {
        _reference = reference;
        _dem = dem;
        _pixels = pixels;
        Coefficients = CubicShift.Coefficients(dem);
        East = new float[pixels.Length];
        North = new float[pixels.Length];
        RoughEast = new float[pixels.Length];
        RoughNorth = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            RoughEast[i] = FourthDifference(reference, pixels[i], 1, pixels[i] % reference.Width, reference.Width);
            RoughNorth[i] = FourthDifference(reference, pixels[i], reference.Width, pixels[i] / reference.Width, reference.Height);
            (East[i], North[i]) = TerrainGradient.At(reference, pixels[i] % reference.Width, pixels[i] / reference.Width);
        }
    }

    public int Count => _pixels.Length;

    /// <summary>Spline coefficients of the DEM, computed once for all steps.</summary>
    public float[] Coefficients { get; }

    public float[] East { get; }

    public float[] North { get; }

    /// <summary>Fourth difference along columns over 16, metres: the finest relief, which resampling flattens.</summary>
    public float[] RoughEast { get; }

    /// <summary>The same along rows.</summary>
    public float[] RoughNorth { get; }

    public double PlaneUnit => Math.Max(_dem.Width * _dem.Transform.PixelWidth, _dem.Height * _dem.Transform.PixelHeight) / 2;

    public static StableSample Take(Raster reference, Raster dem, bool[] stable, int limit)
    {
        var rows = new List<int>[reference.Height];
        Parallel.For(0, reference.Height, row =>
        {
            var list = rows[row] = [];
            for (var column = 1; column < reference.Width - 1; column++)
            {
                var i = (row * reference.Width) + column;
                var (east, north) = TerrainGradient.At(reference, column, row);
                if (stable[i] && float.IsFinite(east + north) && float.IsFinite(reference.Values[i]) && float.IsFinite(dem.Values[i]))
                {
                    list.Add(i);
                }
            }
        });
        var all = rows.SelectMany(r => r).ToArray();
        if (all.Length <= limit)
        {
            return new(reference, dem, all);
        }

        var random = new Random(20110217);
        var step = (double)all.Length / limit;
        var pixels = new int[limit];
        for (var k = 0; k < limit; k++)
        {
            // one at random of every stretch: even cover without the stripes of a fixed stride
            pixels[k] = all[Math.Min((int)((k + random.NextDouble()) * step), all.Length - 1)];
        }

        return new(reference, dem, pixels);
    }

    public double PlaneX(int i) => ((_pixels[i] % _dem.Width) + 0.5 - (_dem.Width / 2.0)) * _dem.Transform.PixelWidth;

    public double PlaneY(int i) => ((_dem.Height / 2.0) - (_pixels[i] / _dem.Width) - 0.5) * _dem.Transform.PixelHeight;

    public float[] Residuals(Shift shift)
    {
        var phase = new CubicShift.Phase(_dem, Coefficients, shift.X, shift.Y);
        var residuals = new float[_pixels.Length];
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, _pixels.Length), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
            {
                var column = _pixels[i] % _dem.Width;
                var row = _pixels[i] / _dem.Width;
                residuals[i] = _reference.Values[_pixels[i]] - phase.At(column, row) - (float)shift.Height(_dem, column, row);
            }
        });
        return residuals;
    }

    /// <summary>Root-mean-square slope of the reference in its flattest direction, plane removed.</summary>
    public double ReferenceRelief() => Relief(East, North);

    /// <summary>The same of what both DEMs share: noise has slopes too, but not the same ones in both.</summary>
    public double SharedRelief(Shift shift)
    {
        var phase = new CubicShift.Phase(_dem, Coefficients, shift.X, shift.Y);
        var east = new float[_pixels.Length];
        var north = new float[_pixels.Length];
        for (var i = 0; i < _pixels.Length; i++)
        {
            var column = _pixels[i] % _dem.Width;
            var row = _pixels[i] / _dem.Width;
            east[i] = (phase.At(column + 1, row) - phase.At(column - 1, row)) / (float)(2 * _dem.Transform.PixelWidth);
            north[i] = (phase.At(column, row - 1) - phase.At(column, row + 1)) / (float)(2 * _dem.Transform.PixelHeight);
        }

        return Relief(east, north);
    }

    // where a void or the border hides the outer neighbours the pixel takes part as smooth
    private static float FourthDifference(Raster dem, int pixel, int stride, int position, int count)
    {
        if (position < 2 || position >= count - 2)
        {
            return 0;
        }

        var z = dem.Values;
        var value = (z[pixel + (2 * stride)] + z[pixel - (2 * stride)] - (4 * (z[pixel + stride] + z[pixel - stride])) + (6 * z[pixel])) / 16;
        return float.IsFinite(value) ? value : 0;
    }

    private double Relief(float[] east, float[] north)
    {
        double n = 0, sx = 0, sy = 0, tx = 0, ty = 0, xx = 0, yy = 0, xy = 0, yx = 0;
        for (var i = 0; i < east.Length; i++)
        {
            if (!float.IsFinite(east[i] + north[i]))
            {
                continue;
            }

            n++;
            sx += East[i];
            sy += North[i];
            tx += east[i];
            ty += north[i];
            xx += East[i] * east[i];
            yy += North[i] * north[i];
            xy += East[i] * north[i];
            yx += North[i] * east[i];
        }

        if (n == 0)
        {
            return 0;
        }

        var a = (xx / n) - (sx / n * (tx / n));
        var b = (yy / n) - (sy / n * (ty / n));
        var c = (((xy / n) - (sx / n * (ty / n))) + ((yx / n) - (sy / n * (tx / n)))) / 2;
        var smallest = ((a + b) / 2) - Math.Sqrt(((a - b) * (a - b) / 4) + (c * c));
        return Math.Sqrt(Math.Max(smallest, 0));
    }
}
