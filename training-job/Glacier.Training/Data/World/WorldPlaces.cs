using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Training.Data.World;

/// <summary>A surface with its ice.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Dem">The surface, a square or less of the largest side.</param>
/// <param name="Ice">Its ice.</param>
internal sealed record IcySurface(string Name, Raster Dem, bool[] Ice);

/// <summary>Reads and simulates the surfaces that worlds are made on.</summary>
internal static class WorldPlaces
{
    private const double Domain = 10_240;

    /// <summary>All surfaces of a configuration, in its order.</summary>
    /// <exception cref="Terrain.InvalidInputException">A file is absent or damaged.</exception>
    public static IEnumerable<IcySurface> Of(WorldDataConfiguration configuration, string dataFolder)
    {
        foreach (var place in configuration.Glaciers)
        {
            var dem = Middle(DemReader.Read(Path.Combine(dataFolder, place.Dem)), configuration.Largest);
            yield return new(Path.GetFileNameWithoutExtension(place.Dem), dem, IceOf(place.Ice is null ? null : Path.Combine(dataFolder, place.Ice), dem.Grid));
        }

        foreach (var seed in configuration.Simulated)
        {
            var glacier = GlacierSimulation.Run(new SimulationOptions(configuration.SimulatedYears, configuration.SimulatedSize, Domain / configuration.SimulatedSize, seed));
            foreach (var year in glacier.Years)
            {
                yield return new($"simulated-{seed}-{year.Year}", year.Surface, year.Ice);
            }
        }
    }

    private static bool[] IceOf(string? path, Grid grid) => path is null
        ? new bool[grid.Width * grid.Height]
        : path.EndsWith(".tif", StringComparison.OrdinalIgnoreCase)
            ? Array.ConvertAll(DemReader.ReadOnto(path, grid).Values, value => value > 0.5f)
            : OutlineMask.Rasterize(OutlineFile.Read(path, grid.Crs, grid), grid);

    private static Raster Middle(Raster dem, double largest)
    {
        var (width, height) = (Math.Min(dem.Width, (int)(largest / dem.Transform.PixelWidth)), Math.Min(dem.Height, (int)(largest / dem.Transform.PixelHeight)));
        if (width == dem.Width && height == dem.Height)
        {
            return dem;
        }

        var (left, top) = ((dem.Width - width) / 2, (dem.Height - height) / 2);
        var values = new float[width * height];
        for (var row = 0; row < height; row++)
        {
            dem.Row(top + row).Slice(left, width).CopyTo(values.AsSpan(row * width));
        }

        var (west, north) = dem.Transform.ToMap(left, top);
        return new Raster(width, height, dem.Transform with { West = west, North = north }, dem.Crs, values);
    }
}
