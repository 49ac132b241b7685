using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Pipeline.Settings;

/// <summary>What <c>glacier.json</c> may say of velocities.</summary>
public sealed record VelocitySettings
{
    private static readonly VelocityOptions s_default = new();

    /// <summary>Names of flow methods, the one that makes the maps first; the best there is where none is said.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Least and most days between the scenes of a pair.</summary>
    public int[] BaselineDays { get; init; } = [10, 120];

    /// <summary>Greatest speed looked for, metres per year.</summary>
    public double LargestSpeed { get; init; } = s_default.LargestSpeed;

    /// <summary>Images wider than this are done in tiles of it, pixels.</summary>
    public int Tile { get; init; } = s_default.Tile;

    /// <summary>What is done to the images first.</summary>
    public Prefilter Filter { get; init; } = s_default.Prefilter;

    /// <summary>Line of the profile, positions [x, y] on the scenes' map, upstream first; the flow line down the middle where it is not said.</summary>
    public double[][]? Line { get; init; }

    /// <summary>The same as the library takes it.</summary>
    internal VelocityOptions Options => s_default with { Prefilter = Filter, LargestSpeed = LargestSpeed, Tile = Tile };

    /// <summary>What is wrong, and what is expected; null where all is good.</summary>
    internal (string Found, string Expected)? Fault() => this switch
    {
        _ when Methods.FirstOrDefault(name => !FlowMethods.Names.Contains(name)) is { } unknown => ($"velocity.methods: '{unknown}'", $"one or more of {string.Join(", ", FlowMethods.Names)}"),
        _ when Methods.Distinct().Count() != Methods.Count => ("velocity.methods with a name twice", "each name once"),
        _ when BaselineDays is not [>= 1, <= 3660] || BaselineDays[1] < BaselineDays[0] => ($"velocity.baselineDays [{string.Join(", ", BaselineDays)}]", "least and most days from 1 to 3660"),
        _ when LargestSpeed is not (> 0 and <= 1e5) => (FormattableString.Invariant($"velocity.largestSpeed {LargestSpeed}"), "metres per year above 0"),
        _ when Tile is not (>= 256 and <= 8192) => ($"velocity.tile {Tile}", "256 to 8192 pixels"),
        _ when Line is not null && (Line.Length < 2 || Line.Any(point => point.Length != 2 || !point.All(double.IsFinite))) => ("velocity.line that is no line", "at least two positions [x, y]"),
        _ => null,
    };
}
