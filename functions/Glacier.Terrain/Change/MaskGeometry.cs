using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Area, outline length, connected regions and morphology of masks.</summary>
public static class MaskGeometry
{
    /// <summary>Number of true pixels times a pixel's area, m².</summary>
    public static double Area(bool[] mask, GeoTransform transform) => mask.Count(m => m) * transform.PixelArea;

    /// <summary>Length of a mask's outline, metres: π/4 times the sum of pixel edges between true and false (Cauchy–Crofton, for outlines of no preferred direction).</summary>
    /// <remarks>Edges on the raster's border count: there the outline is the raster's.</remarks>
    public static double OutlineLength(bool[] mask, int width, int height, GeoTransform transform)
    {
        long across = 0, along = 0;
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                if (!mask[(row * width) + column])
                {
                    continue;
                }

                across += (column == 0 || !mask[(row * width) + column - 1] ? 1 : 0) + (column == width - 1 || !mask[(row * width) + column + 1] ? 1 : 0);
                along += (row == 0 || !mask[((row - 1) * width) + column] ? 1 : 0) + (row == height - 1 || !mask[((row + 1) * width) + column] ? 1 : 0);
            }
        }

        return Math.PI / 4 * ((across * transform.PixelHeight) + (along * transform.PixelWidth));
    }

    /// <summary>1σ of a mask's area, m²: half a pixel along its outline (Granshaw and Fountain 2006; Paul et al. 2017).</summary>
    /// <param name="mask">One flag per pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="transform">Pixel size.</param>
    /// <param name="pixels">Width of the buffer in pixels: 0.5 for an outline, more for one derived from elevation change.</param>
    public static double AreaUncertainty(bool[] mask, int width, int height, GeoTransform transform, double pixels = 0.5) =>
        Math.Min(OutlineLength(mask, width, height, transform) * pixels * Math.Sqrt(transform.PixelArea), Math.Max(Area(mask, transform), 0));

    /// <summary>Numbers the regions that touch by edges or corners, from 1; 0 is background.</summary>
    /// <returns>A number per pixel and the pixels of each region; index 0 of the counts is unused.</returns>
    public static (int[] Labels, IReadOnlyList<int> Counts) Regions(bool[] mask, int width, int height)
    {
        var labels = new int[mask.Length];
        var counts = new List<int> { 0 };
        var stack = new Stack<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || labels[start] != 0)
            {
                continue;
            }

            var label = counts.Count;
            counts.Add(0);
            labels[start] = label;
            stack.Push(start);
            while (stack.TryPop(out var i))
            {
                counts[label]++;
                var column = i % width;
                var row = i / width;
                for (var r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, height - 1); r++)
                {
                    for (var c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, width - 1); c++)
                    {
                        var n = (r * width) + c;
                        if (mask[n] && labels[n] == 0)
                        {
                            labels[n] = label;
                            stack.Push(n);
                        }
                    }
                }
            }
        }

        return (labels, counts);
    }

    /// <summary>The largest connected region; empty of an empty mask.</summary>
    public static bool[] Largest(bool[] mask, int width, int height)
    {
        var (labels, counts) = Regions(mask, width, height);
        var best = 0;
        for (var k = 1; k < counts.Count; k++)
        {
            best = best == 0 || counts[k] > counts[best] ? k : best;
        }

        return best == 0 ? new bool[mask.Length] : Array.ConvertAll(labels, l => l == best);
    }

    /// <summary>Dilation by a disc of a radius in pixels.</summary>
    public static bool[] Dilate(bool[] mask, int width, int height, double radius) =>
        Array.ConvertAll(DistanceTransform.ToNearest(mask, width, height), d => d <= radius);

    /// <summary>Erosion by a disc of a radius in pixels; the raster's border does not erode.</summary>
    public static bool[] Erode(bool[] mask, int width, int height, double radius) =>
        Array.ConvertAll(DistanceTransform.ToNearest(Array.ConvertAll(mask, m => !m), width, height), d => d > radius);

    /// <summary>Opening: drops what is thinner than the disc.</summary>
    public static bool[] Open(bool[] mask, int width, int height, double radius) => Dilate(Erode(mask, width, height, radius), width, height, radius);

    /// <summary>Closing: fills what is thinner than the disc.</summary>
    public static bool[] Close(bool[] mask, int width, int height, double radius) => Erode(Dilate(mask, width, height, radius), width, height, radius);
}
