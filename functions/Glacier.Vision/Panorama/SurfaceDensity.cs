using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>
/// Density known from a DEM: nothing above the surface, opaque ground below. Rays are sampled in a thin band around where they meet the surface exactly, so that no
/// crest falls between two samples and the skyline is the DEM's.
/// </summary>
internal static class SurfaceDensity
{
    /// <summary>Of the ground, per metre: light passes a millimetre. Of the order of the paper's prior of 1,000 per unit of its ground slice.</summary>
    private const float Ground = 1000;

    // half the band as a part of the distance, and at least, metres
    private const double Part = 0.003;
    private const double Least = 0.05;

    /// <summary>Opacity and depth of one ray.</summary>
    /// <param name="caster">The surface.</param>
    /// <param name="source">Where the ray starts.</param>
    /// <param name="x">East component of its direction, unit length.</param>
    /// <param name="y">North component.</param>
    /// <param name="z">Up component.</param>
    /// <param name="samples">Samples in the band.</param>
    public static (float Opacity, double Depth) Along(RayCaster caster, in RaySource source, double x, double y, double z, int samples)
    {
        var hit = caster.Distance(source, x, y, z);
        if (double.IsNaN(hit))
        {
            return (0, double.NaN);
        }

        var half = Math.Max(Part * hit, Least);
        var start = Math.Max(hit - half, 0);
        var step = (hit + half - start) / samples;
        double transmittance = 1, depth = 0;
        for (var i = 0; i < samples; i++)
        {
            var distance = start + ((i + 0.5) * step);
            var above = caster.Above(source, x, y, z, distance);
            // a sample just outside the DEM's last cell belongs to the crossing on its border
            if (above < 0 || (double.IsNaN(above) && distance >= hit))
            {
                var weight = transmittance * (1 - Math.Exp(-Ground * step));
                transmittance -= weight;
                depth += weight * distance;
            }
        }

        var opacity = 1 - transmittance;
        // a crest thinner than a step is met between two samples: the crossing itself is known
        return opacity < 0.5 ? (1, hit) : ((float)opacity, depth / opacity);
    }
}
