using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>
/// What the survey style paints of a DEM: its surface refined by bicubic interpolation with procedural rock relief of a fraction of a cell, and per node of
/// the refined grid what the materials depend on. Only pictures see this surface; views stay on the DEM's own.
/// </summary>
internal sealed class PictureGround
{
    private readonly Raster _dem;
    private readonly int _factor;

    public PictureGround(Raster dem, bool[]? ice, SurveyStyleOptions options)
    {
        _dem = dem;
        _factor = Math.Clamp(1400 / Math.Max(dem.Width, dem.Height), 1, 8);
        var cell = (float)dem.Transform.PixelWidth;
        Ice = options.IceFraction is { } fraction ? Soft(dem, fraction) : Soft(dem, ice);
        Pattern = options.Pattern;
        Former = Soft(dem, options.FormerIce);
        Light = OpenSky(dem);
        // where the surface sinks, one surface and the largest ice give the streaks of all times
        Streaks = options.Pattern is { } pattern ? FlowStreaks(dem.With(pattern), options.FormerIce ?? ice, options.Seed) : FlowStreaks(dem, ice, options.Seed);
        Refined = Refine(dem, cell, options);
        Surface = new Surface(Refined);
    }

    public Raster Refined { get; }

    public Surface Surface { get; }

    /// <summary>Elevation per DEM pixel that patterns hang on; null: the surface itself.</summary>
    public float[]? Pattern { get; }

    /// <summary>Ice fraction per DEM pixel, softened over a cell.</summary>
    public float[] Ice { get; }

    /// <summary>Former ice fraction per DEM pixel.</summary>
    public float[] Former { get; }

    /// <summary>Fraction of the sky seen per DEM pixel.</summary>
    public float[] Light { get; }

    /// <summary>Streaks along the ice's flow per DEM pixel, about −1 … 1.</summary>
    public float[] Streaks { get; }

    /// <summary>Grid coordinates of the DEM for those of the refined surface.</summary>
    public double Coarse(double refined) => refined / _factor;

    /// <summary>Bilinear value of a per-pixel map at the DEM's grid coordinates.</summary>
    public float Of(float[] map, double u, double v)
    {
        var c = Math.Clamp((int)u, 0, Math.Max(_dem.Width - 2, 0));
        var r = Math.Clamp((int)v, 0, Math.Max(_dem.Height - 2, 0));
        var (a, b) = (Math.Clamp((float)(u - c), 0, 1), Math.Clamp((float)(v - r), 0, 1));
        var i = (r * _dem.Width) + c;
        var right = _dem.Width > 1 ? 1 : 0;
        var below = _dem.Height > 1 ? _dem.Width : 0;
        return ((((1 - a) * map[i]) + (a * map[i + right])) * (1 - b)) + ((((1 - a) * map[i + below]) + (a * map[i + below + right])) * b);
    }

    private static float[] Soft(Raster dem, bool[]? mask) => mask is null ? new float[dem.Values.Length] : Soft(dem, Array.ConvertAll(mask, m => m ? 1f : 0f));

    private static float[] Soft(Raster dem, float[] fraction)
    {
        var soft = (float[])fraction.Clone();
        Blur(soft, dem.Width, dem.Height, 1);
        return soft;
    }

    // binomial blur along rows, then along columns; NaN stays out of its neighbours
    private static void Blur(float[] map, int width, int height, int times)
    {
        var copy = new float[map.Length];
        for (var pass = 0; pass < 2 * times; pass++)
        {
            var (along, step) = pass % 2 == 0 ? (width, 1) : (height, width);
            Array.Copy(map, copy, map.Length);
            for (var i = 0; i < map.Length; i++)
            {
                var at = pass % 2 == 0 ? i % width : i / width;
                var before = at > 0 ? copy[i - step] : copy[i];
                var after = at < along - 1 ? copy[i + step] : copy[i];
                var here = copy[i];
                map[i] = (0.25f * (float.IsNaN(before) ? here : before)) + (0.5f * here) + (0.25f * (float.IsNaN(after) ? here : after));
            }
        }
    }

    private static float[] OpenSky(Raster dem)
    {
        var open = new float[dem.Values.Length];
        var stride = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dem.Values.Length / 90_000.0)));
        var (across, down) = (((dem.Width - 1) / stride) + 1, ((dem.Height - 1) / stride) + 1);
        var coarse = new float[across * down];
        Parallel.For(0, down, r =>
        {
            for (var c = 0; c < across; c++)
            {
                var (column, row) = (c * stride, r * stride);
                var here = dem[column, row];
                var sum = 0f;
                for (var k = 0; k < 12; k++)
                {
                    var (sine, cosine) = MathF.SinCos(k * MathF.PI / 6);
                    var best = 0f;
                    for (var distance = 1f * stride; distance < 60 * stride; distance *= 1.45f)
                    {
                        var x = (int)MathF.Round(column + (sine * distance));
                        var y = (int)MathF.Round(row + (cosine * distance));
                        if ((uint)x >= (uint)dem.Width || (uint)y >= (uint)dem.Height)
                        {
                            break;
                        }

                        var tangent = (dem[x, y] - here) / (distance * (float)dem.Transform.PixelWidth);
                        best = tangent > best ? tangent : best;
                    }

                    // a level patch under a horizon of angle h receives cos² h of that sector
                    sum += 1 / (1 + (best * best));
                }

                coarse[(r * across) + c] = sum / 12;
            }
        });
        Parallel.For(0, dem.Height, row =>
        {
            var v = Math.Min((float)row / stride, down - 1);
            var r = Math.Min((int)v, Math.Max(down - 2, 0));
            for (var column = 0; column < dem.Width; column++)
            {
                var u = Math.Min((float)column / stride, across - 1);
                var c = Math.Min((int)u, Math.Max(across - 2, 0));
                var (c1, r1) = (Math.Min(c + 1, across - 1), Math.Min(r + 1, down - 1));
                var top = coarse[(r * across) + c] + ((u - c) * (coarse[(r * across) + c1] - coarse[(r * across) + c]));
                var bottom = coarse[(r1 * across) + c] + ((u - c) * (coarse[(r1 * across) + c1] - coarse[(r1 * across) + c]));
                open[(row * dem.Width) + column] = top + ((v - r) * (bottom - top));
            }
        });
        return open;
    }

    // line integral convolution of white noise upstream along the softened surface
    private static float[] FlowStreaks(Raster dem, bool[]? ice, int seed)
    {
        var streaks = new float[dem.Values.Length];
        if (ice is null)
        {
            return streaks;
        }

        var soft = (float[])dem.Values.Clone();
        Blur(soft, dem.Width, dem.Height, 6);
        var noise = new Noise(2.2f, 0.6f, seed + 5);
        Parallel.For(0, dem.Height, row =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                if (!ice[(row * dem.Width) + column])
                {
                    continue;
                }

                var (u, v, sum, count) = ((float)column, (float)row, 0f, 0);
                for (; count < 60; count++)
                {
                    var (c, r) = ((int)MathF.Round(u), (int)MathF.Round(v));
                    if (c < 1 || r < 1 || c >= dem.Width - 1 || r >= dem.Height - 1 || !ice[(r * dem.Width) + c])
                    {
                        break;
                    }

                    sum += noise.At(new Vector3(u, v, 0), 0.3f);
                    var i = (r * dem.Width) + c;
                    var (gu, gv) = (soft[i + 1] - soft[i - 1], soft[i + dem.Width] - soft[i - dem.Width]);
                    var length = MathF.Sqrt((gu * gu) + (gv * gv));
                    if (!(length > 1e-3f))
                    {
                        break;
                    }

                    (u, v) = (u + (gu / length), v + (gv / length));
                }

                streaks[(row * dem.Width) + column] = count == 0 ? 0 : Math.Clamp(6f * sum / MathF.Sqrt(count * 8f), -1, 1);
            }
        });
        return streaks;
    }

    private Raster Refine(Raster dem, float cell, SurveyStyleOptions options)
    {
        var k = _factor;
        var (width, height) = (((dem.Width - 1) * k) + 1, ((dem.Height - 1) * k) + 1);
        var t = dem.Transform;
        var (pixelWidth, pixelHeight) = (t.PixelWidth / k, t.PixelHeight / k);
        var transform = new GeoTransform(t.West + ((t.PixelWidth - pixelWidth) / 2), t.North - ((t.PixelHeight - pixelHeight) / 2), pixelWidth, pixelHeight);
        if (k == 1 || dem.Width < 4 || dem.Height < 4)
        {
            return k == 1 ? dem : new Raster(width, height, transform, dem.Crs, Stretch(width, height, false, cell, options));
        }

        return new Raster(width, height, transform, dem.Crs, Stretch(width, height, true, cell, options));
    }

    private float[] Stretch(int width, int height, bool cubic, float cell, SurveyStyleOptions options)
    {
        var values = new float[width * height];
        var relief = new Noise(2.4f * cell, 0.5f, options.Seed + 1);
        var detail = (float)options.Detail;
        Parallel.For(0, height, row =>
        {
            var v = (double)row / _factor;
            for (var column = 0; column < width; column++)
            {
                var u = (double)column / _factor;
                var elevation = cubic ? Cubic(u, v) : Of(_dem.Values, u, v);
                if (detail > 0)
                {
                    var bare = 1 - Math.Clamp(1.5f * Of(Ice, u, v), 0, 1);
                    var (c, r) = (Math.Clamp((int)u, 1, Math.Max(_dem.Width - 2, 1)), Math.Clamp((int)v, 1, Math.Max(_dem.Height - 2, 1)));
                    if (bare > 0 && _dem.Width > 2 && _dem.Height > 2)
                    {
                        var slope = MathF.Abs(_dem[c + 1, r] - _dem[c - 1, r]) + MathF.Abs(_dem[c, r + 1] - _dem[c, r - 1]);
                        var steep = Math.Min(slope / (2 * cell), 1.2f);
                        var n = relief.At(new Vector3((float)(u * cell), (float)(v * cell), elevation * 0.7f), cell / _factor / 2);
                        elevation += detail * bare * steep * cell * ((0.34f * n) + (0.16f * (0.4f - MathF.Abs(2.2f * n))));
                    }
                }

                values[(row * width) + column] = elevation;
            }
        });
        return values;
    }

    // Catmull-Rom; bilinear at the border and beside holes
    private float Cubic(double u, double v)
    {
        var (c, r) = (Math.Min((int)u, _dem.Width - 2), Math.Min((int)v, _dem.Height - 2));
        if (c < 1 || r < 1 || c > _dem.Width - 3 || r > _dem.Height - 3)
        {
            return Of(_dem.Values, u, v);
        }

        var (a, b) = ((float)(u - c), (float)(v - r));
        var weights = Weights(a);
        var sum = Vector4.Zero;
        var down = Weights(b);
        for (var k = 0; k < 4; k++)
        {
            var i = ((r + k - 1) * _dem.Width) + c - 1;
            sum += down[k] * new Vector4(_dem.Values[i], _dem.Values[i + 1], _dem.Values[i + 2], _dem.Values[i + 3]);
        }

        var value = Vector4.Dot(sum, weights);
        return float.IsNaN(value) ? Of(_dem.Values, u, v) : value;
    }

    private static Vector4 Weights(float t) => 0.5f * new Vector4(
        t * ((t * (2 - t)) - 1), (t * t * ((3 * t) - 5)) + 2, t * ((t * (4 - (3 * t))) + 1), t * t * (t - 1));
}
