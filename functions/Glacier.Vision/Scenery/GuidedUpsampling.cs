using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery;

/// <summary>
/// Brings a small picture to a view's size with the view's own geometry as guide (joint bilateral upsampling, Kopf et al. 2007): a pixel takes its colour only from small
/// pixels of its kind — sky from sky, ground from ground at a like distance — so that skyline and ridges are as sharp as the DEM knows them.
/// </summary>
public static class GuidedUpsampling
{
    // what the network paints too light above a skyline, in its own pixels
    private const int RimReach = 2;

    /// <summary>Enlarges.</summary>
    /// <param name="small">Rows × columns × 3 values, sRGB in 0 … 255, sizes of <see cref="Reduction.Size"/>.</param>
    /// <param name="reduction">Pixels of the view across and down per small pixel.</param>
    /// <param name="view">The view; its coverage mixes sky and ground on the skyline.</param>
    /// <param name="depthTolerance">Relative difference of distance at which a neighbour counts e^-½.</param>
    /// <returns>width × height × 3 values in 0 … 255.</returns>
    public static float[] Apply(float[] small, int reduction, View view, double depthTolerance = 0.08)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var (columns, rows) = (Reduction.Size(width, reduction), Reduction.Size(height, reduction));
        var depth = SmallLogDepth(view, reduction, columns, rows);
        var clean = SkylineRim.Remove(small, Array.ConvertAll(depth, distance => !float.IsNaN(distance)), columns, rows, RimReach);
        var result = new float[3 * width * height];
        var falloff = (float)(-0.5 / (depthTolerance * depthTolerance));
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = (y * width) + x;
                var distance = view.Depth[pixel];
                var coverage = view.Coverage[pixel];
                var own = float.IsNaN(distance) ? float.NaN : MathF.Log(distance);
                var colour = At(x, y, own);
                // the other side of the skyline shows through where the pixel is part sky, part ground
                if (coverage is > 0 and < 1)
                {
                    var other = At(x, y, float.IsNaN(own) ? NearestGround(x, y) : float.NaN);
                    colour = float.IsNaN(own) ? Vector3.Lerp(colour, other, coverage) : Vector3.Lerp(other, colour, coverage);
                }

                result[3 * pixel] = colour.X;
                result[(3 * pixel) + 1] = colour.Y;
                result[(3 * pixel) + 2] = colour.Z;
            }
        });
        return result;

        float NearestGround(int x, int y)
        {
            var (bestDistance, found) = (int.MaxValue, 0f);
            for (var v = Math.Max(y - 2, 0); v <= Math.Min(y + 2, height - 1); v++)
            {
                for (var u = Math.Max(x - 2, 0); u <= Math.Min(x + 2, width - 1); u++)
                {
                    var away = ((u - x) * (u - x)) + ((v - y) * (v - y));
                    var there = view.Depth[(v * width) + u];
                    if (!float.IsNaN(there) && away < bestDistance)
                    {
                        (bestDistance, found) = (away, MathF.Log(there));
                    }
                }
            }

            return found;
        }

        Vector3 At(int x, int y, float logDepth)
        {
            var u = ((x + 0.5f) / reduction) - 0.5f;
            var v = ((y + 0.5f) / reduction) - 0.5f;
            var (column, row) = ((int)MathF.Floor(u), (int)MathF.Floor(v));
            for (var reach = 1; ; reach *= 4)
            {
                var (sum, total) = (Vector3.Zero, 0f);
                for (var j = row - reach + 1; j <= row + reach; j++)
                {
                    for (var i = column - reach + 1; i <= column + reach; i++)
                    {
                        var (ci, cj) = (Math.Clamp(i, 0, columns - 1), Math.Clamp(j, 0, rows - 1));
                        var weight = Kind(depth[(cj * columns) + ci], logDepth) * Near(u - i, reach) * Near(v - j, reach);
                        if (weight > 0)
                        {
                            var at = 3 * ((cj * columns) + ci);
                            sum += weight * new Vector3(clean[at], clean[at + 1], clean[at + 2]);
                            total += weight;
                        }
                    }
                }

                if (total > 1e-6f)
                {
                    return sum / total;
                }

                // no neighbour of its kind, such as a lone peak between two small pixels: look farther, at last take what there is
                if (reach >= 16)
                {
                    var at = 3 * ((Math.Clamp(row, 0, rows - 1) * columns) + Math.Clamp(column, 0, columns - 1));
                    return new(clean[at], clean[at + 1], clean[at + 2]);
                }
            }
        }

        float Kind(float there, float here) => float.IsNaN(there) || float.IsNaN(here)
            ? (float.IsNaN(there) && float.IsNaN(here) ? 1 : 0)
            : MathF.Exp(falloff * (there - here) * (there - here));

        static float Near(float away, int reach) => MathF.Max(0, 1 - (MathF.Abs(away) / reach));
    }

    // natural logarithm of the mean distance of the ground in each square; NaN where most of it is sky
    internal static float[] SmallLogDepth(View view, int reduction, int columns, int rows)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var result = new float[columns * rows];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, ground, count) = (0.0, 0, 0);
                for (var y = row * reduction; y < Math.Min((row + 1) * reduction, height); y++)
                {
                    for (var x = column * reduction; x < Math.Min((column + 1) * reduction, width); x++, count++)
                    {
                        var distance = view.Depth[(y * width) + x];
                        if (!float.IsNaN(distance))
                        {
                            sum += Math.Log(distance);
                            ground++;
                        }
                    }
                }

                result[(row * columns) + column] = 2 * ground < count ? float.NaN : (float)(sum / ground);
            }
        });
        return result;
    }
}
