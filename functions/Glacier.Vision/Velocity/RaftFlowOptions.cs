namespace Glacier.Vision.Velocity;

/// <summary>How the flow network is applied.</summary>
/// <param name="LargestDisplacement">Displacements up to this many pixels must be found.</param>
/// <param name="Passes">How often the network runs at full size: each pass after the first sees the second image warped back by the flow so far and finds what is left.</param>
/// <param name="Halo">Surroundings of a tile on every side, pixels.</param>
/// <param name="Tile">Extent of a tile without them, pixels; 0: as the network's correlations of all pairs fit into memory.</param>
public sealed record RaftFlowOptions(double LargestDisplacement = 8, int Passes = 1, int Halo = 16, int Tile = 0)
{
    /// <summary>Displacements beyond this are first found at half the size, and so on: the network learnt from small ones.</summary>
    public double Reach { get; init; } = 3;

    /// <summary>What the network improves on; null: what its card says that it was trained with.</summary>
    public FlowStart? Start { get; init; }
}
