using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>The conditions that rasters and masks compared pixel by pixel must meet.</summary>
internal static class GridRules
{
    public static void RequireSameGrid(Raster reference, Raster other, string parameter)
    {
        if (!reference.SameGrid(other))
        {
            throw new ArgumentException(
                $"DEMs must share one grid: {reference.Width} × {reference.Height} at {reference.Transform} and {other.Width} × {other.Height} at {other.Transform}",
                parameter);
        }
    }

    public static void RequireMask(Raster reference, bool[]? mask, string parameter)
    {
        if (mask is not null && mask.Length != reference.Values.Length)
        {
            throw new ArgumentException($"mask of {mask.Length} flags for {reference.Values.Length} pixels", parameter);
        }
    }
}
