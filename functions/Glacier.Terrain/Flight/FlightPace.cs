namespace Glacier.Terrain.Flight;

/// <summary>How fast a flight goes along its way, and the years along the flight.</summary>
internal static class FlightPace
{
    // of the flight's time that gaining and losing speed take
    private const double Ramp = 0.18;

    // of the flight's time that the first and the last survey stand
    private const double FirstStands = 0.10;
    private const double LastStands = 0.16;

    /// <summary>Part of the way at a part of the time: from rest to rest, even between.</summary>
    public static double Eased(double time) => time > 0.5 ? 1 - Eased(1 - time) : Gone(time) / (1 - Ramp);

    /// <summary>The year at a part of the flight's time: years pass evenly, so that quicker melt is seen as quicker.</summary>
    public static double Year(double time, double first, double last) =>
        first + ((last - first) * Math.Clamp((time - FirstStands) / (1 - FirstStands - LastStands), 0, 1));

    // the integral of a smooth step from 0 to 1 over the ramp, then of 1
    private static double Gone(double time)
    {
        var x = Math.Min(time / Ramp, 1);
        return (Ramp * ((x * x * x) - (x * x * x * x / 2))) + Math.Max(time - Ramp, 0);
    }
}
