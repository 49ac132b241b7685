namespace Glacier.Terrain.Contours;

/// <summary>Elevation along a line: the contour of GlacierPix2Pix, section 3.1.</summary>
/// <param name="Distance">Metres along the line, equidistant, 0 first.</param>
/// <param name="X">Map x of each sample.</param>
/// <param name="Y">Map y of each sample.</param>
/// <param name="Elevation">Bilinear elevation in metres, NaN where the DEM knows none.</param>
public sealed record Profile(double[] Distance, double[] X, double[] Y, float[] Elevation);
