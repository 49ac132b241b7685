namespace Glacier.Vision.Panorama.Simulation;

/// <summary>How pairs of a satellite tile and a panorama are made of simulated mountains.</summary>
public sealed record SimulatedPairOptions
{
    /// <summary>Columns of the panorama.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Rows of the panorama.</summary>
    public int Height { get; init; } = 128;

    /// <summary>Rays through each pixel of the panorama: 1, 4 or 8.</summary>
    public int RaysPerPixel { get; init; } = 4;

    /// <summary>Metres of the eye above the ground in the middle of the tile.</summary>
    public double EyeHeight { get; init; } = 2;

    /// <summary>Least side of a tile, metres.</summary>
    public double LeastSide { get; init; } = 600;

    /// <summary>Greatest side of a tile, metres.</summary>
    public double GreatestSide { get; init; } = 1200;

    /// <summary>Share of the tiles in whose middle there is ice.</summary>
    public double OnIce { get; init; } = 0.8;

    /// <summary>Nobody stands where the ground is steeper than this over two hundred metres, degrees.</summary>
    public double SteepestStand { get; init; } = 12;

    /// <summary>Share of the tiles under clouds.</summary>
    public double Cloudy { get; init; } = 0.1;

    /// <summary>Cells along each side of the simulated domain of 6.4 km: a power of two times 64 or less.</summary>
    public int DomainCells { get; init; } = 128;

    /// <summary>Years in which each mountain's glacier is looked at.</summary>
    public IReadOnlyList<int> Years { get; init; } = [1950, 2010];

    /// <summary>The rules that the members must satisfy together.</summary>
    /// <returns>For each rule broken: the member, what was found and what is expected.</returns>
    public IEnumerable<(string Member, string Found, string Expected)> Faults() => new[]
    {
        Fault(Height >= 16 && Height % 16 == 0 && Width % 16 == 0 && Width is >= 32 and <= 4096 && Height <= 2048, "width, height", $"{Width} × {Height}", "multiples of 16 from 32 × 16"),
        Fault(RaysPerPixel is 1 or 4 or 8, "raysPerPixel", $"{RaysPerPixel}", "1, 4 or 8"),
        Fault(EyeHeight is > 0 and <= 500, "eyeHeight", $"{EyeHeight}", "above 0 to 500"),
        Fault(LeastSide >= 200 && LeastSide <= GreatestSide && GreatestSide <= 3200, "leastSide, greatestSide", $"{LeastSide}, {GreatestSide}", "200 ≤ least ≤ greatest ≤ 3200"),
        Fault(OnIce is >= 0 and <= 1, "onIce", $"{OnIce}", "0 to 1"),
        Fault(SteepestStand is > 0 and <= 90, "steepestStand", $"{SteepestStand}", "above 0 to 90"),
        Fault(Cloudy is >= 0 and <= 1, "cloudy", $"{Cloudy}", "0 to 1"),
        Fault(DomainCells is >= 32 and <= 1024, "domainCells", $"{DomainCells}", "32 to 1024"),
        Fault(Years.Count > 0, "years", "none", "one year or more"),
    }.Where(fault => fault.Item1.Length > 0);

    private static (string, string, string) Fault(bool holds, string member, string found, string expected) => holds ? ("", "", "") : (member, found, expected);
}
