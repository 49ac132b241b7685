namespace Glacier.Vision.Velocity.Simulation;

/// <summary>How a simulated glacier is photographed twice.</summary>
/// <param name="PixelSize">Metres per pixel.</param>
/// <param name="Days">Days between the images.</param>
/// <param name="Seed">Another seed is another texture, snow and noise.</param>
/// <param name="Noise">Standard deviation of the sensor's noise, in reflectance.</param>
/// <param name="SnowCover">Part of the ground under snow patches in the first image, 0 to 0.5; in the second a third of it has melted.</param>
/// <param name="SunAzimuths">Direction of the sun in both images, degrees clockwise from north.</param>
/// <param name="SunElevations">Height of the sun in both images, degrees.</param>
/// <param name="ShiftX">Misregistration of the second image to the east, pixels.</param>
/// <param name="ShiftY">Misregistration of the second image to the south, pixels.</param>
/// <param name="Haze">Brightness added to the second image, in reflectance; it takes as much contrast.</param>
public sealed record SimulatedImageOptions(
    double PixelSize = 10,
    double Days = 60,
    int Seed = 1,
    double Noise = 0.008,
    double SnowCover = 0.06,
    (double First, double Second)? SunAzimuths = null,
    (double First, double Second)? SunElevations = null,
    double ShiftX = 0,
    double ShiftY = 0,
    double Haze = 0.05);
