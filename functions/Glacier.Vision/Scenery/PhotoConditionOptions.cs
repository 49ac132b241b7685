using Glacier.Vision.Edges;

namespace Glacier.Vision.Scenery;

/// <summary>How condition maps are read off a photograph.</summary>
/// <param name="Contour">The edge filter; null: Canny 100/200 after a 3 × 3 Gaussian blur.</param>
/// <param name="IceBrightness">Luminance (0 … 1) at which ice begins and where it is certain.</param>
/// <param name="IceSaturation">HSV saturation up to which ice is certain and where it ends.</param>
/// <param name="BlueIceSaturation">The same for blue pixels (blue ≥ green ≥ red): bare glacier ice is bluer than any cloud or rock.</param>
/// <param name="IceSmoothing">Standard deviation of the smoothing of the ice map, as a part of the width; 0: none.</param>
/// <param name="ShadeSmoothing">Standard deviation of the shade map's blur, as a part of the width.</param>
public sealed record PhotoConditionOptions(
    EdgeFilterOptions? Contour = null,
    (float From, float To)? IceBrightness = null,
    (float From, float To)? IceSaturation = null,
    (float From, float To)? BlueIceSaturation = null,
    double IceSmoothing = 0.008,
    double ShadeSmoothing = 0.025);
