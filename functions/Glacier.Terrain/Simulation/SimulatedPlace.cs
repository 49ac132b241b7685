using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>Where simulated glaciers lie: in the high Alps of UTM zone 32, where a reader expects a valley glacier.</summary>
internal static class SimulatedPlace
{
    /// <summary>Map x of the domain's west edge, metres.</summary>
    public const double West = 640_000;

    /// <summary>Map y of the domain's north edge, metres.</summary>
    public const double North = 5_190_000;

    /// <summary>WGS 84 / UTM zone 32N.</summary>
    public static ReferenceSystem Crs { get; } = ReferenceSystem.FromEpsg(32632);
}
