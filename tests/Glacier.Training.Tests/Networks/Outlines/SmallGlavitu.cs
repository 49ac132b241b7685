using Glacier.Training.Networks.Outlines;

namespace Glacier.Training.Tests.Networks.Outlines;

/// <summary>Networks that compute in milliseconds.</summary>
internal static class SmallGlavitu
{
    public static GlavituOptions Options(LocationEncoding location = LocationEncoding.None, int stride = 2) => new()
    {
        Side = 32,
        Channels = ["B2", "B3", "B4", "B8", "B11", "B12", "elevation", "slope", "sar_co", "sar_cross", "coherence"],
        Width = 8,
        StemStride = stride,
        Patch = 4,
        Embedding = 12,
        Blocks = 2,
        Heads = 3,
        MlpRatio = 2,
        Levels = 2,
        Location = location,
        Regions = location == LocationEncoding.Region ? 3 : 0,
    };
}
