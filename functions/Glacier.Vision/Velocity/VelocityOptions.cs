using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity;

/// <summary>How displacements become velocities.</summary>
/// <param name="Prefilter">What is done to the images first.</param>
/// <param name="LargestSpeed">Greatest speed looked for, metres per year; it decides how far is searched.</param>
/// <param name="CheckBackward">Also estimate from the second to the first image and drop vectors that do not come back.</param>
/// <param name="LeastCorrelation">Vectors with less local agreement of the two images are dropped as cloud or change.</param>
/// <param name="MedianRadius">Radius of the last median filter: 4 is 9 × 9; 0 switches it off.</param>
/// <param name="Tile">Images wider than this are done in tiles of it, pixels.</param>
/// <param name="Halo">Surroundings of a tile, pixels.</param>
public sealed record VelocityOptions(
    Prefilter Prefilter = Prefilter.Sobel,
    double LargestSpeed = 2500,
    bool CheckBackward = true,
    double LeastCorrelation = 0.3,
    int MedianRadius = 4,
    int Tile = 2048,
    int Halo = 160);
