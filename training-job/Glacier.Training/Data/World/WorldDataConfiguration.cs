using Glacier.Training.Configuration;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Data.World;

/// <summary>Which worlds a run learns from, through which cameras, and what the pictures are to look like.</summary>
public sealed record WorldDataConfiguration
{
    /// <summary>Real DEMs below the data folder.</summary>
    public IReadOnlyList<WorldPlace> Glaciers { get; init; } = [];

    /// <summary>Seeds of simulated glaciers.</summary>
    public IReadOnlyList<int> Simulated { get; init; } = [];

    /// <summary>Years of each simulated glacier.</summary>
    public IReadOnlyList<int> SimulatedYears { get; init; } = [1900, 2015];

    /// <summary>Columns and rows of a simulated glacier's domain of 10.24 km.</summary>
    public int SimulatedSize { get; init; } = 256;

    /// <summary>Longest side of a world, metres; of a larger DEM its middle is taken.</summary>
    public double Largest { get; init; } = 24_000;

    /// <summary>Extent of a cell of the ground plane, metres; the plane has as many cells as a world needs, a multiple of 16.</summary>
    public double Cell { get; init; } = 160;

    /// <summary>Suns of each DEM: with each it is a world of its own.</summary>
    public int Lights { get; init; } = 2;

    /// <summary>Cameras of each world to learn from.</summary>
    public int Views { get; init; } = 14;

    /// <summary>Further cameras of each world kept for validation.</summary>
    public int HeldOut { get; init; } = 2;

    /// <summary>Looks that each world is painted in.</summary>
    public int Styles { get; init; } = 6;

    /// <summary>Columns of a view, a multiple of 4; the pictures learned from are squares of it.</summary>
    public int Width { get; init; } = 320;

    /// <summary>Rows of a view.</summary>
    public int Height { get; init; } = 192;

    /// <summary>Horizontal field of view, degrees.</summary>
    public Interval FieldOfView { get; init; } = new(38, 62);

    /// <summary>Height of the eye above the ground, metres, drawn evenly in its logarithm.</summary>
    public Interval EyeHeight { get; init; } = new(40, 1500);

    /// <summary>Samples along the rays.</summary>
    public WorldSampling Sampling { get; init; } = new();

    /// <summary>A step looks at every n-th sample of its rays, beginning with a random one, each for n times the length: a processor's hours are spent on more pictures. The product looks at all.</summary>
    public int SampleStride { get; init; } = 1;

    /// <summary>Photographs for the discriminator; their resolution is the side of the pictures. Null: none, for a run without it.</summary>
    public DataConfiguration? Photographs { get; init; }

    /// <summary>Rules broken.</summary>
    public IEnumerable<(string Member, string Found, string Expected)> Faults(int side) => new[]
    {
        Rules.Unless(Glaciers.Count + Simulated.Count > 0, "data.glaciers", 0, "a DEM, or a simulated glacier, or more"),
        Rules.Unless(Glaciers.All(place => place.Dem.Length > 0 && !Path.IsPathRooted(place.Dem)), "data.glaciers.dem", "an absolute path, or none", "files below the data folder"),
        Rules.Unless(SimulatedYears.Count > 0 || Simulated.Count == 0, "data.simulatedYears", 0, "a year or more"),
        Rules.Unless(SimulatedSize is >= 32 and <= 1024, "data.simulatedSize", SimulatedSize, "32 to 1024"),
        Rules.Unless(Largest >= 2000, "data.largest", Largest, "2000 or more"),
        Rules.Unless(Cell is >= 5 and <= 2000, "data.cell", Cell, "5 to 2000"),
        Rules.Unless(Lights is >= 1 and <= 16, "data.lights", Lights, "1 to 16"),
        Rules.Unless(Views >= 1 && HeldOut >= 1, "data.views", $"{Views}, {HeldOut} held out", "1 or more of each"),
        Rules.Unless(Styles is >= 1 and <= 64, "data.styles", Styles, "1 to 64"),
        Rules.Unless(Width % 4 == 0 && Height % 4 == 0 && Math.Min(Width, Height) >= side, "data.width", $"{Width} × {Height}", $"multiples of 4, at least networks.pictureSize = {side}"),
        Rules.Unless(FieldOfView.From >= 5 && FieldOfView.From <= FieldOfView.To && FieldOfView.To <= 120, "data.fieldOfView", $"{FieldOfView.From} to {FieldOfView.To}", "5 to 120"),
        Rules.Unless(EyeHeight.From >= 2 && EyeHeight.From <= EyeHeight.To, "data.eyeHeight", $"{EyeHeight.From} to {EyeHeight.To}", "2 or more, from ≤ to"),
        Rules.Unless(Sampling.Samples is >= 4 and <= 1024, "data.sampling.samples", Sampling.Samples, "4 to 1024"),
        Rules.Unless(SampleStride >= 1 && Sampling.Samples % SampleStride == 0, "data.sampleStride", SampleStride, "a divisor of data.sampling.samples"),
        Rules.Unless(Sampling.Band > 0 && Sampling.Near > 0 && Sampling.Far > 0, "data.sampling", $"{Sampling.Band}, {Sampling.Near}, {Sampling.Far}", "positive lengths"),
        Rules.Unless(Photographs is null || Photographs.Resolution == side, "data.photographs.resolution", Photographs?.Resolution ?? 0, $"networks.pictureSize = {side}"),
        Rules.Unless(Photographs is null || Photographs.Channels is ["sky"], "data.photographs.channels", string.Join(", ", Photographs?.Channels ?? []), "sky alone"),
    }.Concat(Photographs is null ? [] : Rules.Photographs(Photographs)).Where(fault => fault.Member.Length > 0);
}

/// <summary>A real DEM.</summary>
public sealed record WorldPlace
{
    /// <summary>Below the data folder, with forward slashes.</summary>
    public required string Dem { get; init; }

    /// <summary>Ice: a mask (TIFF) or outlines, below the data folder; null for none.</summary>
    public string? Ice { get; init; }
}
