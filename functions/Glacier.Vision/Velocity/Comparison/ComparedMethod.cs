using System.Diagnostics;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity.Comparison;

/// <summary>A method as the comparison runs it.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Run">Bands of two images (values, NaN where unknown), columns, rows, ice or null, largest displacement in pixels; returns the flow and the seconds it took.</param>
public sealed record ComparedMethod(string Name, Func<float[], float[], int, int, bool[]?, double, (FlowField Field, double Seconds)> Run)
{
    private const int Tile = 2048;
    private const int Halo = 160;
    private const int LeastTile = 128;

    /// <summary>A method of the product, as the product runs it: prefilter or channels, tiles, the mean of forth and back; seconds are of all that.</summary>
    /// <param name="name">One of <see cref="FlowMethods.Names"/>.</param>
    public static ComparedMethod OfProduct(string name) => new(name, (first, second, width, height, ice, largest) =>
    {
        var method = FlowMethods.Of(name, largest);
        var watch = Stopwatch.StartNew();
        var pair = method.Channels is null
            ? Prefilter.Sobel.Pair(first, second, width, height) with { Region = ice }
            : new ImagePair(width, height, method.Channels(first, width, height), method.Channels(second, width, height), ice);
        var tiled = FlowTiling.Tiled(method, Tile, Halo, LeastTile);
        var flow = ForwardBackward.Mean(tiled.Estimate(pair), tiled.Estimate(pair.Reversed));
        return (flow, watch.Elapsed.TotalSeconds);
    });
}
