namespace Glacier.Vision.Scenery3d;

/// <summary>Where along its ray a pixel looks into the world.</summary>
/// <param name="Samples">Samples a ray.</param>
/// <param name="Band">Half the thickness of the band around the surface that is looked into, metres.</param>
/// <param name="Free">Samples anywhere between <paramref name="Near"/> and <paramref name="Far"/>, whatever the DEM says: the unconditional way of PersistentNature, for comparison.</param>
/// <param name="Near">First sample of a free ray, metres.</param>
/// <param name="Far">Last sample of a free ray, in sides of the ground plane.</param>
public sealed record WorldSampling(int Samples = 24, double Band = 30, bool Free = false, double Near = 100, double Far = 0.8)
{
    /// <summary>Pixels of the picture, across and down, per ray.</summary>
    public const int Reduction = 4;
}
