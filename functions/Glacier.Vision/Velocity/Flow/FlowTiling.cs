namespace Glacier.Vision.Velocity.Flow;

/// <summary>Any flow method on images of any size: overlapping tiles, blended where they overlap.</summary>
public static class FlowTiling
{
    /// <summary>The method applied tile by tile.</summary>
    /// <param name="method">Method for one tile.</param>
    /// <param name="tile">Largest extent of a tile without its surroundings, pixels: an image is cut into as few as that allows, all about equal.</param>
    /// <param name="halo">Surroundings on every side, pixels: at least the largest displacement plus the reach of the method.</param>
    /// <param name="least">Smaller tiles are widened to this by NaN: some networks cannot do with less.</param>
    public static FlowMethod Tiled(FlowMethod method, int tile, int halo, int least = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(halo);
        return method with { Estimate = pair => Estimate(method, pair, tile, halo, least) };
    }

    private static FlowField Estimate(FlowMethod method, ImagePair pair, int tile, int halo, int least)
    {
        if (pair.Width <= tile + (2 * halo) && pair.Height <= tile + (2 * halo))
        {
            return Padded(method, pair, least);
        }

        var (x, y, quality, weights) = (new float[pair.Width * pair.Height], new float[pair.Width * pair.Height], new float[pair.Width * pair.Height], new float[pair.Width * pair.Height]);
        var hasQuality = false;
        var (wide, high) = (Even(pair.Width, tile), Even(pair.Height, tile));
        for (var top = 0; top < pair.Height; top += high)
        {
            for (var left = 0; left < pair.Width; left += wide)
            {
                var (x0, y0) = (Math.Max(left - halo, 0), Math.Max(top - halo, 0));
                var (x1, y1) = (Math.Min(left + wide + halo, pair.Width), Math.Min(top + high + halo, pair.Height));
                var part = Padded(method, pair.Crop(x0, y0, x1 - x0, y1 - y0), least);
                hasQuality |= part.Quality is not null;
                for (var row = 0; row < part.Height; row++)
                {
                    var across = Ramp(y0 + row, top, top + high, halo, pair.Height);
                    for (var column = 0; column < part.Width; column++)
                    {
                        var weight = across * Ramp(x0 + column, left, left + wide, halo, pair.Width);
                        var from = (row * part.Width) + column;
                        if (weight <= 0 || float.IsNaN(part.X[from]))
                        {
                            continue;
                        }

                        var to = ((y0 + row) * pair.Width) + x0 + column;
                        x[to] += weight * part.X[from];
                        y[to] += weight * part.Y[from];
                        quality[to] += weight * (part.Quality is null ? 0 : part.Quality[from]);
                        weights[to] += weight;
                    }
                }
            }
        }

        for (var i = 0; i < weights.Length; i++)
        {
            (x[i], y[i], quality[i]) = weights[i] > 0 ? (x[i] / weights[i], y[i] / weights[i], quality[i] / weights[i]) : (float.NaN, float.NaN, float.NaN);
        }

        return new(pair.Width, pair.Height, x, y, hasQuality ? quality : null);
    }

    // networks work in cells of up to 8 pixels
    private static int Even(int size, int tile)
    {
        var count = (size + tile - 1) / tile;
        return Math.Min((((size + count - 1) / count) + 7) / 8 * 8, tile);
    }

    // 1 inside, falling to 0 over the inner half of the halo on both sides of a seam: the outer half has the edge's errors
    private static float Ramp(int at, int from, int to, int halo, int size)
    {
        var reach = halo / 2f;
        var before = from == 0 ? 1 : Math.Clamp((at + 0.5f - from + reach) / (2 * reach), 0, 1);
        var after = to >= size ? 1 : Math.Clamp((to - at - 0.5f + reach) / (2 * reach), 0, 1);
        return halo == 0 ? (at >= from && at < to ? 1 : 0) : Math.Min(before, after);
    }

    private static FlowField Padded(FlowMethod method, ImagePair pair, int least)
    {
        if (pair.Width >= least && pair.Height >= least)
        {
            return method.Estimate(pair);
        }

        var (width, height) = (Math.Max(pair.Width, least), Math.Max(pair.Height, least));
        var wide = new ImagePair(width, height, [.. pair.First.Select(Widen)], [.. pair.Second.Select(Widen)], pair.Region is null ? null : WidenRegion(pair.Region));
        return method.Estimate(wide).Crop(0, 0, pair.Width, pair.Height);

        float[] Widen(float[] channel)
        {
            var values = new float[width * height];
            Array.Fill(values, float.NaN);
            for (var row = 0; row < pair.Height; row++)
            {
                channel.AsSpan(row * pair.Width, pair.Width).CopyTo(values.AsSpan(row * width));
            }

            return values;
        }

        bool[] WidenRegion(bool[] region)
        {
            var values = new bool[width * height];
            for (var row = 0; row < pair.Height; row++)
            {
                region.AsSpan(row * pair.Width, pair.Width).CopyTo(values.AsSpan(row * width));
            }

            return values;
        }
    }
}
