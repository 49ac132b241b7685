namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>What a pixel looks like beside what the reference calls it.</summary>
public enum GroundKind
{
    /// <summary>Reference ice with the spectrum of ice or snow.</summary>
    CleanIce,

    /// <summary>Reference ice with the spectrum of rock: debris lies on it.</summary>
    DebrisCoveredIce,

    /// <summary>Reference ice that is dark.</summary>
    ShadedIce,

    /// <summary>No ice by the reference, bright and darker in the near infrared than in red: seasonal snow, or cloud.</summary>
    SnowyGround,

    /// <summary>No ice, dark.</summary>
    ShadedGround,

    /// <summary>No ice, water by its index.</summary>
    Water,

    /// <summary>No ice, none of the others: rock, debris, plants.</summary>
    OtherGround,
}

/// <summary>Where a method errs, by what the ground looks like in blue, green, red and near infrared.</summary>
/// <remarks>The kinds are told by fixed thresholds on reflectance, not by anybody's interpretation: they say what a mistake looks like, not what lies there.</remarks>
public sealed class GroundConfusion
{
    private const float Dark = 0.12f, Bright = 0.25f, RockRatio = 1, WaterIndex = 0.3f, WaterNearInfrared = 0.12f;

    private readonly long[] _pixels = new long[Enum.GetValues<GroundKind>().Length];
    private readonly long[] _wrong = new long[Enum.GetValues<GroundKind>().Length];

    /// <summary>Scored pixels of a kind.</summary>
    public long Pixels(GroundKind kind) => _pixels[(int)kind];

    /// <summary>Those of them that were called wrongly: ice missed, or ground taken for ice.</summary>
    public long Wrong(GroundKind kind) => _wrong[(int)kind];

    /// <summary>Part of a kind's pixels that was called wrongly; NaN of none.</summary>
    public double WrongShare(GroundKind kind) => Pixels(kind) == 0 ? double.NaN : (double)Wrong(kind) / Pixels(kind);

    /// <summary>Intersection over union where ice under debris and in shadow is not scored; NaN where there is no clean ice and none was called.</summary>
    public double CleanIceIou
    {
        get
        {
            var called = new[] { GroundKind.SnowyGround, GroundKind.ShadedGround, GroundKind.Water, GroundKind.OtherGround }.Sum(Wrong);
            return Pixels(GroundKind.CleanIce) + called == 0 ? double.NaN : (Pixels(GroundKind.CleanIce) - Wrong(GroundKind.CleanIce)) / (double)(Pixels(GroundKind.CleanIce) + called);
        }
    }

    /// <summary>Counts a tile.</summary>
    /// <param name="channels">Reflectance by name, B2, B3, B4 and B8 among them; a pixel unknown in one of them is not counted.</param>
    /// <param name="ice">Mapped ice.</param>
    /// <param name="labels">1 ice, 0 none; anything else is not counted.</param>
    public void Add(IReadOnlyDictionary<string, float[]> channels, ReadOnlySpan<bool> ice, ReadOnlySpan<byte> labels)
    {
        var (blue, green, red, nir) = (channels["B2"], channels["B3"], channels["B4"], channels["B8"]);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] <= 1 && float.IsFinite(blue[i] + green[i] + red[i] + nir[i]))
            {
                var kind = (int)Kind(labels[i] == 1, blue[i], green[i], red[i], nir[i]);
                _pixels[kind]++;
                _wrong[kind] += ice[i] != (labels[i] == 1) ? 1 : 0;
            }
        }
    }

    /// <summary>The kind of a pixel.</summary>
    /// <param name="ice">What the reference says.</param>
    /// <param name="blue">Reflectance of B2.</param>
    /// <param name="green">Of B3.</param>
    /// <param name="red">Of B4.</param>
    /// <param name="nir">Of B8.</param>
    public static GroundKind Kind(bool ice, float blue, float green, float red, float nir)
    {
        var dark = (blue + green + red) / 3 < Dark;
        return (ice, dark) switch
        {
            (true, true) => GroundKind.ShadedIce,
            (true, false) => red < RockRatio * nir ? GroundKind.DebrisCoveredIce : GroundKind.CleanIce,
            _ when nir < WaterNearInfrared && green - nir > WaterIndex * (green + nir) => GroundKind.Water,
            (false, true) => GroundKind.ShadedGround,
            _ => blue >= Bright && red >= RockRatio * nir ? GroundKind.SnowyGround : GroundKind.OtherGround,
        };
    }
}
