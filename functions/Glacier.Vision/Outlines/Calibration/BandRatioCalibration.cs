namespace Glacier.Vision.Outlines.Calibration;

/// <summary>Calibration of the band ratio with its default thresholds, fitted on the validation part of the Swiss tiles.</summary>
internal static class BandRatioCalibration
{
    private static readonly float[][] s_knots =
    [
        [0f, 0.0005216f], [0.08875f, 0.02586f], [0.1638f, 0.1354f], [0.1663f, 0.1622f], [0.2737f, 0.2186f], [0.3488f, 0.2956f], [0.44f, 0.4705f],
        [0.4713f, 0.4893f], [0.5901f, 0.6826f], [0.6538f, 0.7495f], [0.7288f, 0.888f], [0.8299f, 0.9715f], [1f, 1f],
    ];

    public static IsotonicMap Map { get; } = IsotonicMap.OfKnots(s_knots);
}
