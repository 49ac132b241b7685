using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Where a glacier lies and which way it flows, from its ice's elevations alone.</summary>
/// <param name="TongueX">Map x of the middle of its lowest hundredth.</param>
/// <param name="TongueY">Map y of it.</param>
/// <param name="BodyX">Map x of the middle of its lowest quarter.</param>
/// <param name="BodyY">Map y of it.</param>
/// <param name="Reach">Side of a square of the ice's area, metres.</param>
internal sealed record GlacierAxis(double TongueX, double TongueY, double BodyX, double BodyY, double Reach)
{
    /// <summary>Bearing down the valley, radians clockwise from north.</summary>
    public double Valley => Math.Atan2(TongueX - BodyX, TongueY - BodyY);

    /// <summary>The axis of a mask's ice; null where it holds none with an elevation.</summary>
    public static GlacierAxis? Of(Raster dem, Func<int, bool> ice)
    {
        var frozen = Enumerable.Range(0, dem.Values.Length).Where(i => ice(i) && !float.IsNaN(dem.Values[i])).OrderBy(i => dem.Values[i]).ToArray();
        if (frozen.Length == 0)
        {
            return null;
        }

        var (tongueX, tongueY) = Centre(dem, frozen.AsSpan(0, Math.Max(1, frozen.Length / 100)));
        var (bodyX, bodyY) = Centre(dem, frozen.AsSpan(0, Math.Max(1, frozen.Length / 4)));
        return new(tongueX, tongueY, bodyX, bodyY, Math.Sqrt(frozen.Length * dem.Transform.PixelArea));
    }

    /// <summary>Map position of the middle of some pixels.</summary>
    public static (double X, double Y) Centre(Raster dem, ReadOnlySpan<int> pixels)
    {
        double column = 0, row = 0;
        foreach (var pixel in pixels)
        {
            column += (pixel % dem.Width) + 0.5;
            row += (pixel / dem.Width) + 0.5;
        }

        return dem.Transform.ToMap(column / pixels.Length, row / pixels.Length);
    }
}
