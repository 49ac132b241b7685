using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Simulation;

/// <summary>Two orthophotos of a simulated glacier and the motion between them.</summary>
/// <param name="First">Near-infrared reflectance × 10,000 on the day of the first image.</param>
/// <param name="Second">The same some days later, on the same grid.</param>
/// <param name="Truth">True displacement of the ground seen in each pixel of the first image, in pixels, misregistration included; zero motion on rock.</param>
/// <param name="Ice">True where the first image shows ice.</param>
/// <param name="Surface">The surface on this grid, metres.</param>
/// <param name="Options">How it was photographed.</param>
public sealed record SimulatedImagePair(Raster First, Raster Second, FlowField Truth, bool[] Ice, Raster Surface, SimulatedImageOptions Options)
{
    private const double PointSpread = 0.6;

    /// <summary>Photographs one year of a simulated glacier twice. The same options give the same images.</summary>
    /// <param name="year">Surface, thickness and velocity.</param>
    /// <param name="options">Pixel size, days, light, snow, noise.</param>
    public static SimulatedImagePair Of(SimulatedYear year, SimulatedImageOptions? options = null) =>
        Of(year.Surface, Array.ConvertAll(year.Thickness.Values, v => (float)(v - GlacierSimulation.MinimumThickness)), new FlowMap(year.VelocityX, year.VelocityY), options ?? new());

    /// <summary>Photographs any surface that moves.</summary>
    /// <param name="surface">Elevations, metres.</param>
    /// <param name="ice">On the surface's grid, above 0 on ice.</param>
    /// <param name="flow">Velocities; they are taken as zero off the ice.</param>
    /// <param name="options">Pixel size, days, light, snow, noise.</param>
    public static SimulatedImagePair Of(Raster surface, float[] ice, FlowMap flow, SimulatedImageOptions options)
    {
        var t = surface.Transform;
        var (width, height) = ((int)(surface.Width * t.PixelWidth / options.PixelSize), (int)(surface.Height * t.PixelHeight / options.PixelSize));
        var transform = new GeoTransform(t.West, t.North, options.PixelSize, options.PixelSize);
        var dem = new Raster(width, height, transform, surface.Crs);
        var isIce = new bool[width * height];
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var (c, r) = Cell(surface, transform, column, row);
                dem[column, row] = Bicubic.Sample(surface.Values, surface.Width, surface.Height, c, r);
                isIce[(row * width) + column] = Bicubic.Sample(ice, surface.Width, surface.Height, c, r) > 0;
            }
        });
        var years = options.Days / 365.2425;
        var (shiftX, shiftY) = (options.ShiftX, options.ShiftY);
        var truth = FlowField.Zero(width, height);
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var (x, y) = transform.ToMap(column + 0.5, row + 0.5);
                var (toX, toY) = isIce[i] ? flow.Follow(x, y, years) : (x, y);
                truth.X[i] = (float)(((toX - x) / options.PixelSize) + shiftX);
                truth.Y[i] = (float)(((y - toY) / options.PixelSize) + shiftY);
            }
        });
        var azimuths = options.SunAzimuths ?? (152, 157);
        var elevations = options.SunElevations ?? (52, 48);
        var texture = new GroundTexture(options.Seed, options.PixelSize);
        var first = Photograph(texture, dem, isIce, flow, options, 0, (azimuths.First, elevations.First));
        var second = Photograph(texture, dem, isIce, flow, options, years, (azimuths.Second, elevations.Second));
        return new(first, second, truth, isIce, dem, options);
    }

    /// <summary>The pair as one channel each.</summary>
    public ImagePair Pair => ImagePair.Of(First.Values, Second.Values, First.Width, First.Height);

    private static (double Column, double Row) Cell(Raster surface, GeoTransform transform, double column, double row)
    {
        var (x, y) = transform.ToMap(column + 0.5, row + 0.5);
        var (c, r) = surface.Transform.ToPixel(x, y);
        return (c - 0.5, r - 0.5);
    }

    private static Raster Photograph(
        GroundTexture texture, Raster dem, bool[] ice, FlowMap flow, SimulatedImageOptions options, double years, (double Azimuth, double Elevation) sun)
    {
        var later = years != 0;
        var light = SunLight.On(dem, sun.Azimuth, sun.Elevation);
        var cover = later ? options.SnowCover * 2 / 3 : options.SnowCover;
        var (shiftX, shiftY) = later ? (options.ShiftX, options.ShiftY) : (0, 0);
        var (haze, gain) = later ? (options.Haze, 1 - options.Haze) : (0, 1);
        var values = new float[dem.Values.Length];
        Parallel.For(0, dem.Height, row =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                // a misregistered image shows in this pixel what lies elsewhere
                var (c, r) = (column - shiftX, row - shiftY);
                var (x, y) = dem.Transform.ToMap(c + 0.5, r + 0.5);
                var near = (Math.Clamp((int)Math.Round(r), 0, dem.Height - 1) * dem.Width) + Math.Clamp((int)Math.Round(c), 0, dem.Width - 1);
                var reflectance = Reflectance(texture, dem, flow, x, y, ice[near], years, cover);
                var lit = shiftX == 0 && shiftY == 0 ? light[near] : Bicubic.Sample(light, dem.Width, dem.Height, c, r);
                values[(row * dem.Width) + column] = (float)((gain * reflectance * lit) + haze);
            }
        });
        values = Smoothing.Gaussian(values, dem.Width, dem.Height, PointSpread);
        AddNoise(values, options.Noise, unchecked((options.Seed * 1009) + (later ? 1 : 0)));
        return new Raster(dem.Width, dem.Height, dem.Transform, dem.Crs, Array.ConvertAll(values, v => MathF.Round(10_000 * Math.Clamp(v, 0.0001f, 1.6f))));
    }

    private static double Reflectance(GroundTexture texture, Raster dem, FlowMap flow, double x, double y, bool ice, double years, double cover)
    {
        // what lies on the ice goes with it
        var (fromX, fromY) = years == 0 || !ice ? (x, y) : flow.Follow(x, y, -years);
        var (east, south) = (fromX - dem.Transform.West, dem.Transform.North - fromY);
        var reflectance = ice ? IceAt(east, south) : texture.Rock(east, south);
        var snow = Math.Clamp(texture.Snow(east, south, cover) / 0.02, 0, 1);
        return reflectance + (snow * (0.82 - reflectance));

        double IceAt(double right, double down)
        {
            var (u, v) = flow.At(fromX, fromY);
            var (c, r) = dem.Transform.ToPixel(fromX, fromY);
            var elevation = Bicubic.Sample(dem.Values, dem.Width, dem.Height, c - 0.5, r - 0.5);
            return texture.Ice(right, down, elevation, Math.Atan2(-v, u), Math.Sqrt((u * u) + (v * v)));
        }
    }

    // Box and Muller (1958) on a hash of the pixel's number, so that the order of work does not matter
    private static void AddNoise(float[] values, double sigma, int seed)
    {
        var noise = new GradientNoise(seed);
        for (var i = 0; i < values.Length && sigma > 0; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(Math.Max(noise.Uniform(i, 1), 1e-12)));
            values[i] += (float)(sigma * radius * Math.Cos(2 * Math.PI * noise.Uniform(i, 2)));
        }
    }
}
