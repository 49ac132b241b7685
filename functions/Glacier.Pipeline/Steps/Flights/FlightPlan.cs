using Glacier.Pipeline.Settings;
using Glacier.Terrain.Flight;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>What all frames of a flight have in common, and their cameras: <c>flights/{name}/plan.json</c>.</summary>
/// <param name="Setting">What was asked for.</param>
/// <param name="Frames">The frames.</param>
/// <param name="SunAzimuth">Bearing of the sun, degrees.</param>
/// <param name="SunElevation">Height of the sun, degrees.</param>
/// <param name="SnowLine">Elevation above which ice is painted as snow, metres.</param>
/// <param name="Title">The glacier's name.</param>
public sealed record FlightPlan(FlightSetting Setting, IReadOnlyList<FlightFrame> Frames, double SunAzimuth, double SunElevation, double? SnowLine, string Title)
{
    /// <summary>Folder of all flights below the glacier's.</summary>
    public const string Root = "flights/";

    /// <summary>Folder of a flight below the glacier's, with its slash.</summary>
    public static string Folder(string flight) => $"{Root}{flight}/";

    /// <summary>The plan's product.</summary>
    public static string Product(string flight) => Folder(flight) + "plan.json";

    /// <summary>True of products that only the steps need.</summary>
    public static bool IsIntermediate(StepOutput output) =>
        output.Name.StartsWith(Root, StringComparison.Ordinal) && (output.Name.Contains("/frames/", StringComparison.Ordinal) || output.Name.EndsWith("/plan.json", StringComparison.Ordinal));
}
