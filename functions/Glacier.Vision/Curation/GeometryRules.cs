namespace Glacier.Vision.Curation;

/// <summary>What makes a photograph's geometry suit: open sky above, ground below, no upright things before it.</summary>
/// <remarks>The rules by which PersistentNature (L. Chai et al., CVPR 2023) filters landscape photographs. Its last rule looks at a disparity map for near, upright
/// things; no such map is made here, so the skyline stands in, whose steps trees, masts and people make as well.</remarks>
/// <param name="MostSkyRegions">Greatest number of sky regions.</param>
/// <param name="MostGround">Greatest part of the picture that is ground.</param>
/// <param name="MostUpperGround">Greatest part of the upper fifth that is ground.</param>
/// <param name="LeastLowerGround">Least part of the lower quarter that is ground.</param>
/// <param name="MostSkylineStep">Greatest 99th percentile of the skyline's steps, in parts of the height.</param>
public sealed record GeometryRules(
    int MostSkyRegions = 3,
    double MostGround = 0.9,
    double MostUpperGround = 0.4,
    double LeastLowerGround = 0.8,
    double MostSkylineStep = 0.05)
{
    /// <summary>The rules that a photograph breaks; none where it suits.</summary>
    public IReadOnlyList<Rejection> Judge(GeometryFacts facts) =>
    [
        .. Above("several-skies", facts.SkyRegions, MostSkyRegions, "sky regions"),
        .. Above("little-sky", facts.Ground, MostGround, "of the picture is ground"),
        .. Above("ground-above", facts.UpperGround, MostUpperGround, "of the upper fifth is ground"),
        .. facts.LowerGround < LeastLowerGround
            ? new[] { new Rejection("geometry", "sky-below", FormattableString.Invariant($"{facts.LowerGround:0.##} of the lower quarter is ground"), FormattableString.Invariant($"at least {LeastLowerGround:0.##}")) }
            : [],
        .. Above("upright-things", facts.SkylineStep, MostSkylineStep, "of the height from one column of the skyline to the next"),
    ];

    private static IEnumerable<Rejection> Above(string rule, double found, double most, string what) =>
        found > most ? [new("geometry", rule, FormattableString.Invariant($"{found:0.##} {what}"), FormattableString.Invariant($"at most {most:0.##}"))] : [];
}
