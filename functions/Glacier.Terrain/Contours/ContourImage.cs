using Glacier.Terrain.Views;

namespace Glacier.Terrain.Contours;

/// <summary>The contour image that conditions the generator: 256 × 256 grey values, white lines on black, row 0 at the top.</summary>
public static class ContourImage
{
    /// <summary>Columns and rows.</summary>
    public const int Size = 256;

    /// <summary>Draws the profiles of one year: x = distance along the line, y = elevation (GlacierPix2Pix, section 3.1).</summary>
    /// <param name="profiles">One or more lines.</param>
    /// <param name="scale">The scale of all years of the glacier, from <see cref="ContourScale.Of"/>.</param>
    /// <param name="smooth">True: anti-aliased, grey at its rims. False: 1-pixel lines, only 0 and 255.</param>
    /// <returns>256 × 256 bytes. A gap in a profile is a gap in its line.</returns>
    public static byte[] Draw(IReadOnlyList<Profile> profiles, ContourScale scale, bool smooth = true)
    {
        var pixels = new byte[Size * Size];
        foreach (var profile in profiles)
        {
            var path = new (double Column, double Row)[profile.Distance.Length];
            for (var k = 0; k < path.Length; k++)
            {
                path[k] = scale.ToPicture(profile.Distance[k], profile.Elevation[k]);
            }

            LineDrawing.Draw(pixels, Size, Size, path, smooth);
        }

        return pixels;
    }

    /// <inheritdoc cref="Draw(IReadOnlyList{Profile}, ContourScale, bool)"/>
    public static byte[] Draw(Profile profile, ContourScale scale, bool smooth = true) => Draw([profile], scale, smooth);

    /// <summary>Draws what a camera sees as lines: the skyline, and ridges that stand before farther ground.</summary>
    /// <param name="view">A rendered view; its frame fills the image, whatever its aspect.</param>
    /// <param name="smooth">As in <see cref="Draw(IReadOnlyList{Profile}, ContourScale, bool)"/>.</param>
    public static byte[] OfView(View view, bool smooth = true) => OfView(view.Skyline, view.Depth, smooth);

    /// <inheritdoc cref="OfView(View, bool)"/>
    /// <param name="skyline">Row of the terrain's upper edge per column, NaN for none.</param>
    /// <param name="depth">Metres along each pixel's ray, row-major with as many columns as <paramref name="skyline"/>, NaN for sky.</param>
    /// <param name="smooth">Anti-aliased lines.</param>
    /// <exception cref="ArgumentException">The depth is no whole number of rows.</exception>
    public static byte[] OfView(float[] skyline, float[] depth, bool smooth = true)
    {
        var width = skyline.Length;
        if (width < 2 || depth.Length % width != 0 || depth.Length < 2 * width)
        {
            throw new ArgumentException($"{depth.Length} depths for {width} columns", nameof(depth));
        }

        var height = depth.Length / width;
        var pixels = new byte[Size * Size];
        foreach (var (column, row) in DepthEdges.Find(depth, width, height))
        {
            pixels[(row * Size / height * Size) + (column * Size / width)] = 255;
        }

        var path = new (double Column, double Row)[width];
        for (var column = 0; column < width; column++)
        {
            path[column] = ((column + 0.5) * Size / width, skyline[column] * Size / height);
        }

        LineDrawing.Draw(pixels, Size, Size, path, smooth);
        return pixels;
    }
}
