namespace Glacier.Pipeline.Settings;

/// <summary>A flight over the glacier.</summary>
/// <param name="Name">Its name in blob names.</param>
/// <param name="Path"><c>orbit</c>, <c>approach</c> or <c>flyover</c>.</param>
/// <param name="Years"><c>all</c>: the years pass; a year: that survey alone.</param>
/// <param name="Style"><c>survey</c>, <c>photo</c> or <c>photo3d</c>.</param>
/// <param name="Frames">Number of frames, 24 a second.</param>
/// <param name="FovDegrees">Horizontal field of view.</param>
/// <param name="AboveGround">Metres above the ground of every year; chosen by the glacier's size where it is not said.</param>
public sealed record FlightSetting(
    string Name, string Path = "orbit", string Years = "all", string Style = "survey", int Frames = 144, double FovDegrees = 55, double? AboveGround = null)
{
    /// <summary>Size of the frames in pixels.</summary>
    public int[] Size { get; init; } = [960, 540];

    /// <summary>Frames per second of the film.</summary>
    public const int FramesPerSecond = 24;

    /// <summary>What breaks a rule; null where nothing does.</summary>
    internal (string Found, string Expected)? Fault() =>
        !GlacierSettings.IsName(Name) ? ($"flights: the name '{Name}'", "letters, digits, '-' and '_'")
        : !Terrain.Flight.FlightPlanner.Names.Contains(Path) ? ($"flight '{Name}': path '{Path}'", string.Join(", ", Terrain.Flight.FlightPlanner.Names))
        : Years != "all" && !(int.TryParse(Years, out var year) && year is > 0 and < 10000) ? ($"flight '{Name}': years '{Years}'", "'all' or a year")
        : !Glacier.Pipeline.Flights.FlightStyles.Names.Contains(Style)
            ? ($"flight '{Name}': style '{Style}'", string.Join(", ", Glacier.Pipeline.Flights.FlightStyles.Names))
        : Frames is < 2 or > 2000 ? ($"flight '{Name}': {Frames} frames", "2 to 2000")
        : FovDegrees is not (>= 10 and <= 120) ? (FormattableString.Invariant($"flight '{Name}': fovDegrees {FovDegrees}"), "10 to 120")
        : AboveGround is not (null or (> 0 and <= 10_000)) ? (FormattableString.Invariant($"flight '{Name}': aboveGround {AboveGround}"), "more than 0, at most 10000 metres")
        : Size is not [>= 64 and <= 7680, >= 64 and <= 4320] || Size[0] % 2 != 0 || Size[1] % 2 != 0 ? ($"flight '{Name}': size [{string.Join(", ", Size)}]", "two even numbers from 64 to 7680 and 4320")
        : null;
}
