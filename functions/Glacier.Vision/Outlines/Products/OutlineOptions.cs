namespace Glacier.Vision.Outlines.Products;

/// <summary>How a probability becomes polygons.</summary>
/// <param name="SmallestGlacier">Square kilometres below which a polygon is dropped; the least area of the Randolph Glacier Inventory.</param>
/// <param name="SmallestHole">Square kilometres below which a hole is filled.</param>
/// <param name="DivideDepth">With a DEM: metres that a divide must stand above the higher of the two tongues to part two glaciers.</param>
/// <param name="SmallestBasin">With a DEM: square kilometres below which a basin is not parted from its neighbour.</param>
public sealed record OutlineOptions(double SmallestGlacier = 0.01, double SmallestHole = 0.005, double DivideDepth = 100, double SmallestBasin = 0.1);
