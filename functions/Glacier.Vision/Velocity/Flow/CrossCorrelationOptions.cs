namespace Glacier.Vision.Velocity.Flow;

/// <summary>Settings of normalised cross-correlation.</summary>
/// <param name="Blocks">Side of the chip that is looked for, in blocks of 8 pixels: 4 is 32 × 32.</param>
/// <param name="LargestDisplacement">Displacements are searched up to this many pixels in either direction, 2 to 96.</param>
/// <param name="LeastCorrelation">Peaks lower than this are no match.</param>
/// <param name="LeastPeakRatio">The peak must exceed the highest correlation more than 3 pixels away by this factor.</param>
public sealed record CrossCorrelationOptions(int Blocks = 4, double LargestDisplacement = 24, double LeastCorrelation = 0.3, double LeastPeakRatio = 1.05);
