using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Vision.Scenery3d;

/// <summary>
/// Takes from a painting what is finer than a few of the network's pixels: such detail belongs to the picture and not to the place, and would swim from frame to frame. The survey
/// picture of the same view says where an edge is an edge of the ground (joint bilateral filter, Petschnigg et al. 2004): its colours come from the place alone.
/// </summary>
internal static class SteadyPainting
{
    private const int Radius = 4;
    private const float Extent = 2;
    private const float Colour = 18;
    private const float LogDepth = 0.08f;

    /// <summary>What is left is coarser than this, painted pixels.</summary>
    internal const double Finest = 3;

    /// <summary>Smooths.</summary>
    /// <param name="painting">Rows × columns × 3 values of 0 … 255, sizes of <see cref="Reduction.Size"/>.</param>
    /// <param name="view">What the camera sees.</param>
    /// <param name="survey">The same in survey style, at the view's size.</param>
    /// <param name="reduction">Pixels of the view, across and down, per painted pixel.</param>
    public static float[] Of(float[] painting, View view, byte[] survey, int reduction)
    {
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var (columns, rows) = (Reduction.Size(width, reduction), Reduction.Size(height, reduction));
        var (guide, depth) = (Reduction.Picture(survey, width, height, reduction), GuidedUpsampling.SmallLogDepth(view, reduction, columns, rows));
        var result = new float[painting.Length];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                Smooth(row, column);
            }
        });
        return result;

        void Smooth(int row, int column)
        {
            var at = (row * columns) + column;
            var (red, green, blue, total) = (0f, 0f, 0f, 0f);
            for (var y = Math.Max(row - Radius, 0); y <= Math.Min(row + Radius, rows - 1); y++)
            {
                for (var x = Math.Max(column - Radius, 0); x <= Math.Min(column + Radius, columns - 1); x++)
                {
                    var there = (y * columns) + x;
                    if (float.IsNaN(depth[at]) != float.IsNaN(depth[there]))
                    {
                        continue;
                    }

                    var apart = (((y - row) * (y - row)) + ((x - column) * (x - column))) / (Extent * Extent);
                    for (var channel = 0; channel < 3; channel++)
                    {
                        var difference = (guide[(3 * there) + channel] - guide[(3 * at) + channel]) / Colour;
                        apart += difference * difference / 3;
                    }

                    if (!float.IsNaN(depth[at]))
                    {
                        var further = (depth[there] - depth[at]) / LogDepth;
                        apart += further * further;
                    }

                    var weight = MathF.Exp(-0.5f * apart);
                    (red, green, blue, total) = (red + (weight * painting[3 * there]), green + (weight * painting[(3 * there) + 1]), blue + (weight * painting[(3 * there) + 2]), total + weight);
                }
            }

            (result[3 * at], result[(3 * at) + 1], result[(3 * at) + 2]) = (red / total, green / total, blue / total);
        }
    }
}
