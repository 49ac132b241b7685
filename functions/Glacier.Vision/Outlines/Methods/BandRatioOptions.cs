namespace Glacier.Vision.Outlines.Methods;

/// <summary>Thresholds of the band ratio; the defaults are the best on the training part of the Swiss tiles.</summary>
/// <param name="RedToNearInfrared">Ice where red over near infrared is above: snow and ice are darker in the near infrared, rock and plants brighter.</param>
/// <param name="SnowIndex">With a short-wave infrared band: ice where (green − SWIR) / (green + SWIR) is above (Hall et al. 1995).</param>
/// <param name="LeastBlue">Reflectance of blue below which a pixel is too dark to be ice, even in shadow.</param>
/// <param name="WaterIndex">Water where (green − NIR) / (green + NIR) is above, and the near infrared below <paramref name="WaterNearInfrared"/> (McFeeters 1996).</param>
/// <param name="WaterNearInfrared">Reflectance of the near infrared that water does not reach.</param>
/// <param name="SteepestIce">With a DEM: degrees above which ice does not hold; rock in shadow does.</param>
/// <param name="Smoothing">Standard deviation of the Gaussian over the probability, pixels; it stands for the median filter of the manual procedure.</param>
public sealed record BandRatioOptions(
    double RedToNearInfrared = 1.055,
    double SnowIndex = 0.4,
    double LeastBlue = 0.046,
    double WaterIndex = 0.3,
    double WaterNearInfrared = 0.12,
    double SteepestIce = 60,
    double Smoothing = 2);
