using Glacier.Vision.Velocity;

namespace Glacier.Training.Data.Flow;

/// <summary>What pairs of images a flow network learns from.</summary>
public sealed record FlowDataConfiguration
{
    /// <summary>Side of the training pairs, pixels: a multiple of 16, 64 to 512.</summary>
    public int Side { get; init; } = 128;

    /// <summary>What the network improves on. With Horn–Schunck all pairs are cut from sheets on which it has run; nothing is drawn anew for every pair.</summary>
    public FlowStart Start { get; init; }

    /// <summary>Sheets of drawn surfaces and of real images, with a start; a sixth as many more are kept for validation.</summary>
    public int StartedSheets { get; init; } = 60;

    /// <summary>Side of such a sheet, pixels.</summary>
    public int StartedSide { get; init; } = 320;

    /// <summary>Displacements of warped pairs reach this far, pixels.</summary>
    public double LargestDisplacement { get; init; } = 10;

    /// <summary>How much else changes between the images of warped pairs (light, snow, clouds, noise), 0 to 1: less is easier to begin with.</summary>
    public double Changes { get; init; } = 1;

    /// <summary>Share of pairs cut from photographs of simulated glaciers.</summary>
    public double SimulatedShare { get; init; } = 0.35;

    /// <summary>Share of pairs of drawn surfaces under glacier-like flow.</summary>
    public double DrawnShare { get; init; } = 0.25;

    /// <summary>Share of pairs of real images warped by glacier-like flow.</summary>
    public double WarpedShare { get; init; } = 0.3;

    /// <summary>Share of real pairs with the flow that Horn–Schunck found; 0 leaves them out.</summary>
    public double LabelledShare { get; init; } = 0.1;

    /// <summary>Simulated glaciers, each photographed <see cref="PairsPerGlacier"/> times; one more is kept for validation.</summary>
    public int Glaciers { get; init; } = 5;

    /// <summary>Pairs of photographs per simulated glacier.</summary>
    public int PairsPerGlacier { get; init; } = 6;

    /// <summary>Cells of 25 m along each side of a simulated glacier's domain; its photographs have pixels of 10 m.</summary>
    public int GlacierCells { get; init; } = 256;

    /// <summary>Drawn surfaces; a quarter as many more are kept for validation.</summary>
    public int DrawnSurfaces { get; init; } = 12;

    /// <summary>Side of a drawn surface, in its own pixels: half the size of an image's.</summary>
    public int DrawnSide { get; init; } = 800;

    /// <summary>Real images to warp.</summary>
    public IReadOnlyList<RealImages> Images { get; init; } =
    [
        new() { Files = ["perito-moreno/20200121.jpg", "perito-moreno/20200123.jpg", "perito-moreno/20200126.jpg", "perito-moreno/20200227.jpg", "perito-moreno/20200313.jpg"], Weight = 2 },
        new() { Files = ["everest-landsat/LE71400412000304SGS00_B4.tif"] },
        new() { Folder = "outlines-s2/images", Band = 4 },
    ];

    /// <summary>Real pairs to label; none of the dates may serve in an evaluation.</summary>
    public LabelledScenes Labelled { get; init; } = new();

    /// <summary>The rules that the members must satisfy together.</summary>
    /// <returns>For each rule broken: the member, what was found and what is expected.</returns>
    public IEnumerable<(string Member, string Found, string Expected)> Faults() => new[]
    {
        Fault(Side is >= 64 and <= 512 && Side % 16 == 0, "data.side", Side, "a multiple of 16 from 64 to 512"),
        Fault(LargestDisplacement is >= 0.5 and <= 32, "data.largestDisplacement", LargestDisplacement, "0.5 to 32"),
        Fault(Changes is >= 0 and <= 1, "data.changes", Changes, "0 to 1"),
        Fault(Shares.All(share => share >= 0) && Shares.Sum() > 0, "data.*Share", string.Join(", ", Shares), "numbers from 0, not all of them 0"),
        Fault(Glaciers is >= 1 and <= 100, "data.glaciers", Glaciers, "1 to 100"),
        Fault(PairsPerGlacier is >= 1 and <= 100, "data.pairsPerGlacier", PairsPerGlacier, "1 to 100"),
        Fault(GlacierCells is >= 120 and <= 1024, "data.glacierCells", GlacierCells, "120 to 1024"),
        Fault(DrawnSurfaces is >= 1 and <= 200, "data.drawnSurfaces", DrawnSurfaces, "1 to 200"),
        Fault(DrawnSide >= 4 * Side && DrawnSide <= 4096, "data.drawnSide", DrawnSide, "four times data.side to 4096"),
        Fault(Start == FlowStart.Zero || LabelledShare == 0, "data.labelledShare", LabelledShare, "0 with a start: Horn–Schunck labels say nothing of what it missed"),
        Fault(StartedSheets is >= 1 and <= 1000, "data.startedSheets", StartedSheets, "1 to 1000"),
        Fault(StartedSide >= Side && StartedSide <= 512, "data.startedSide", StartedSide, "data.side to 512"),
        Fault(WarpedShare == 0 || Images.Count > 0, "data.images", Images.Count, "one entry or more"),
        Fault(LabelledShare == 0 || Labelled.Pairs.Count > 0, "data.labelled.pairs", Labelled.Pairs.Count, "one pair or more"),
    }.Where(fault => fault.Member.Length > 0);

    internal double[] Shares => [SimulatedShare, DrawnShare, WarpedShare, LabelledShare];

    private static (string Member, string Found, string Expected) Fault(bool holds, string member, object found, string expected) =>
        holds ? ("", "", "") : (member, Convert.ToString(found, System.Globalization.CultureInfo.InvariantCulture) ?? "", expected);
}

/// <summary>Real images whose texture is warped.</summary>
public sealed record RealImages
{
    /// <summary>Files below the data folder, with forward slashes. Their lowest tenth is kept for validation.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A folder of GeoTIFFs below the data folder; a tenth of its files, chosen by a hash of the name, is kept for validation.</summary>
    public string? Folder { get; init; }

    /// <summary>Number of the band, from 1: the near-infrared one.</summary>
    public int Band { get; init; } = 1;

    /// <summary>Share of the warped pairs relative to the other entries.</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>Real scenes of one place between which Horn–Schunck finds the labels.</summary>
public sealed record LabelledScenes
{
    /// <summary>Folder of the scenes below the data folder.</summary>
    public string Folder { get; init; } = "perito-moreno";

    /// <summary>Mask picture in it, white on ice.</summary>
    public string Mask { get; init; } = "mask.jpg";

    /// <summary>Pairs of file names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Pairs { get; init; } =
    [
        ["20200121.jpg", "20200126.jpg"], ["20200121.jpg", "20200205.jpg"], ["20200123.jpg", "20200205.jpg"], ["20200227.jpg", "20200313.jpg"], ["20200227.jpg", "20200316.jpg"],
        ["20200313.jpg", "20200328.jpg"],
    ];
}
