using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Panorama.Simulation;

/// <summary>A square of a simulated mountain on a tile's pixels, turned and mirrored: what the tile and the panorama are pictures of. There is nothing beyond its edge.</summary>
/// <param name="Surface">Elevations on the tile's pixels, metres.</param>
/// <param name="Thickness">Of the ice, metres, 0 on rock.</param>
/// <param name="Slope">Degrees.</param>
/// <param name="Sources">Place on the mountain of each pixel, metres east and north, so that stripes along the flow stay along it.</param>
internal sealed record SimulatedGround(Raster Surface, float[] Thickness, float[] Slope, (double X, double Y)[] Sources)
{
    // undulations that the simulation's cells are too coarse for
    private const double Roughness = 0.6;
    private const double RoughnessLength = 70;

    /// <summary>Cuts a square.</summary>
    /// <param name="year">The glacier.</param>
    /// <param name="x">Map x of the middle.</param>
    /// <param name="y">Map y of the middle.</param>
    /// <param name="side">Metres.</param>
    /// <param name="turn">0 to 7: quarter turns, mirrored from 4 on.</param>
    /// <param name="seed">Of the roughness.</param>
    public static SimulatedGround Cut(SimulatedYear year, double x, double y, double side, int turn, int seed)
    {
        const int Size = SimulatedPair.TilePixels;
        var pixel = side / Size;
        var transform = new GeoTransform(x - (side / 2), y + (side / 2), pixel, pixel);
        var ground = new SimulatedGround(new Raster(Size, Size, transform, year.Surface.Crs), new float[Size * Size], new float[Size * Size], new (double, double)[Size * Size]);
        var noise = new GradientNoise(seed);
        var (surface, thickness) = (year.Surface, year.Thickness);
        Parallel.For(0, Size, row =>
        {
            for (var column = 0; column < Size; column++)
            {
                var i = (row * Size) + column;
                var (east, north) = (((column + 0.5) * pixel) - (side / 2), (side / 2) - ((row + 0.5) * pixel));
                east = turn >= 4 ? -east : east;
                for (var k = 0; k < turn % 4; k++)
                {
                    (east, north) = (-north, east);
                }

                var (c, r) = surface.Transform.ToPixel(x + east, y + north);
                ground.Sources[i] = (x + east, y + north);
                ground.Thickness[i] = Math.Max(Bicubic.Sample(thickness.Values, thickness.Width, thickness.Height, c - 0.5, r - 0.5) - (float)GlacierSimulation.MinimumThickness, 0);
                ground.Surface.Values[i] = Bicubic.Sample(surface.Values, surface.Width, surface.Height, c - 0.5, r - 0.5)
                    + (float)(Roughness * noise.Fractal(east / RoughnessLength, north / RoughnessLength, 2));
            }
        });
        ground.FindSlopes();
        return ground;
    }

    private void FindSlopes()
    {
        var (size, pixel) = (Surface.Width, Surface.Transform.PixelWidth);
        for (var i = 0; i < Slope.Length; i++)
        {
            var (column, row) = (i % size, i / size);
            var (left, right) = (Math.Max(column - 1, 0), Math.Min(column + 1, size - 1));
            var (above, below) = (Math.Max(row - 1, 0), Math.Min(row + 1, size - 1));
            var east = (Surface[right, row] - Surface[left, row]) / ((right - left) * pixel);
            var north = (Surface[column, above] - Surface[column, below]) / ((below - above) * pixel);
            Slope[i] = (float)double.RadiansToDegrees(Math.Atan(Math.Sqrt((east * east) + (north * north))));
        }
    }
}
