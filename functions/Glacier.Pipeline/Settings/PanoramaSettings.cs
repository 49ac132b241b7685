using Glacier.Vision.Panorama;

namespace Glacier.Pipeline.Settings;

/// <summary>What <c>glacier.json</c> may say of panoramas and flights. Positions are in the map coordinates of the reference DEM.</summary>
public sealed record PanoramaSettings
{
    /// <summary>False: none is made, and what was made is removed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where one stands, [x, y]; a third of the way up the ice where it is not said.</summary>
    public double[]? At { get; init; }

    /// <summary>Metres above the ground where one stands.</summary>
    public double Height { get; init; } = 2;

    /// <summary>Metres above the ground that the flight keeps.</summary>
    public double FlightHeight { get; init; } = 60;

    /// <summary>Names of lights, the one shown first and flown in first.</summary>
    public IReadOnlyList<string> Illuminations { get; init; } = Illumination.Names;

    /// <summary>Name of a way to fly; along the ice, or straight up the slope where there is none, where it is not said.</summary>
    public string? Path { get; init; }

    /// <summary>Positions [x, y] to fly over, instead of <see cref="Path"/>.</summary>
    public double[][]? Line { get; init; }

    /// <summary>Frames of the flight, 24 a second; 0: no flight.</summary>
    public int Frames { get; init; } = 96;

    /// <summary>Pixels of the panorama all around; it is half as high.</summary>
    public int Width { get; init; } = 3072;

    /// <summary>What is wrong, and what is expected; null where all is good.</summary>
    internal (string Found, string Expected)? Fault() => this switch
    {
        _ when At is not null && (At.Length != 2 || !At.All(double.IsFinite)) => ("panorama.at that is no position", "[x, y] in map coordinates"),
        _ when Height is not (> 0 and <= 10_000) => (FormattableString.Invariant($"panorama.height {Height}"), "metres above the ground, above 0"),
        _ when FlightHeight is not (> 0 and <= 10_000) => (FormattableString.Invariant($"panorama.flightHeight {FlightHeight}"), "metres above the ground, above 0"),
        _ when Illuminations.Count == 0 || Illuminations.Any(name => !Illumination.Names.Contains(name)) || Illuminations.Distinct().Count() != Illuminations.Count =>
            ($"panorama.illuminations [{string.Join(", ", Illuminations)}]", $"one or more of {string.Join(", ", Illumination.Names)}, each once"),
        _ when Path is not null && !FlightPath.Names.Contains(Path) => ($"panorama.path '{Path}'", string.Join(", ", FlightPath.Names) + ", or positions as panorama.line"),
        _ when Line is not null && (Line.Length < 2 || Line.Any(point => point.Length != 2 || !point.All(double.IsFinite)) || Line.All(point => point.SequenceEqual(Line[0]))) =>
            ("panorama.line that is no line", "at least two different positions [x, y]"),
        _ when Frames is not (0 or (>= 2 and <= 5000)) => ($"panorama.frames {Frames}", "2 to 5000, or 0 for no flight"),
        _ when Width is not (>= 64 and <= 8192) => ($"panorama.width {Width}", "64 to 8192 pixels"),
        _ => null,
    };
}
