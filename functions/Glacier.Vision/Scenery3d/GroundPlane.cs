namespace Glacier.Vision.Scenery3d;

/// <summary>How many cells a world's ground plane has.</summary>
public static class GroundPlane
{
    private const int Multiple = 16;
    private const int Fewest = 32;
    private const int Most = 512;

    /// <summary>Cells along each side, a multiple of 16 from 32 to 512, each about of the extent that the layout generator was trained with.</summary>
    /// <param name="world">The world.</param>
    /// <param name="cell">Extent of a cell, metres.</param>
    public static int CellsOf(TerrainWorld world, double cell) => Math.Clamp((int)Math.Round(world.Side / cell / Multiple), Fewest / Multiple, Most / Multiple) * Multiple;
}
