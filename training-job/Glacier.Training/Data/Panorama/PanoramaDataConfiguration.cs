using System.Text.Json.Serialization;
using Glacier.Training.Configuration;
using Glacier.Vision.Panorama.Simulation;

namespace Glacier.Training.Data.Panorama;

/// <summary>Where pairs of tiles and panoramas are from.</summary>
public enum PanoramaSource
{
    /// <summary>Simulated mountains: geometry is known.</summary>
    Simulated,

    /// <summary>The folder layout of CVUSA (Workman et al. 2015; Zhai et al. 2017), aligned.</summary>
    Cvusa,

    /// <summary>The folder layout of CVACT (Liu and Li 2019), aligned.</summary>
    Cvact,
}

/// <summary>What pairs of tiles and panoramas a run learns from.</summary>
public sealed record PanoramaDataConfiguration
{
    /// <summary>Where they are from.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<PanoramaSource>))]
    public PanoramaSource Source { get; init; }

    /// <summary>How simulated pairs are made; their panoramas' size is that of all pairs.</summary>
    public SimulatedPairOptions Simulated { get; init; } = new();

    /// <summary>Seed of the first simulated mountain; those for validation come after those to learn from.</summary>
    public int FirstSeed { get; init; } = 1000;

    /// <summary>Simulated mountains to learn from.</summary>
    public int Mountains { get; init; } = 60;

    /// <summary>Pairs of each of them.</summary>
    public int PairsPerMountain { get; init; } = 16;

    /// <summary>Simulated mountains kept for validation.</summary>
    public int ValidationMountains { get; init; } = 10;

    /// <summary>Pairs of each of them.</summary>
    public int ValidationPairs { get; init; } = 10;

    /// <summary>Folder of CVUSA or CVACT below the data folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Metres from edge to edge of a CVUSA or CVACT tile; the paper: 30 for CVACT, 55 for CVUSA.</summary>
    public double Side { get; init; } = 30;

    /// <summary>Degrees from the upper to the lower edge of a panorama: 180, CVUSA 90.</summary>
    public double VerticalDegrees { get; init; } = 180;

    /// <summary>The rules that the members must satisfy together.</summary>
    /// <returns>For each rule broken: the member, what was found and what is expected.</returns>
    public IEnumerable<(string Member, string Found, string Expected)> Faults() => Simulated.Faults().Select(fault => ("data.simulated." + fault.Member, fault.Found, fault.Expected)).Concat(new[]
    {
        Rules.Unless(Mountains is >= 1 and <= 10_000, "data.mountains", Mountains, "1 to 10000"),
        Rules.Unless(PairsPerMountain is >= 1 and <= 10_000, "data.pairsPerMountain", PairsPerMountain, "1 to 10000"),
        Rules.Unless(ValidationMountains is >= 1 and <= 1000, "data.validationMountains", ValidationMountains, "1 to 1000"),
        Rules.Unless(ValidationPairs is >= 1 and <= 1000, "data.validationPairs", ValidationPairs, "1 to 1000"),
        Rules.Unless(FirstSeed is >= 0 and <= 1_000_000, "data.firstSeed", FirstSeed, "0 to 1000000"),
        Rules.Unless(Source == PanoramaSource.Simulated || (Folder.Length > 0 && !Path.IsPathRooted(Folder) && !Folder.Split('/').Contains("..")), "data.folder", Folder, "a folder below the data folder"),
        Rules.Unless(Side > 0, "data.side", Side, "a positive number of metres"),
        Rules.Unless(VerticalDegrees is > 0 and <= 180, "data.verticalDegrees", VerticalDegrees, "above 0 to 180"),
        Rules.Unless(Source != PanoramaSource.Simulated || VerticalDegrees == 180, "data.verticalDegrees", VerticalDegrees, "180, as simulated panoramas have"),
    }.Where(fault => fault.Member.Length > 0));
}
