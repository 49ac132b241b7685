using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glacier.Terrain.Change;

/// <summary>What became of a glacier: the content of <c>recession.json</c>. Every <c>*_uncertainty</c> is one standard deviation (1σ).</summary>
public sealed record Recession
{
    /// <summary>Per survey, in order of time.</summary>
    public required IReadOnlyList<EpochState> Epochs { get; init; }

    /// <summary>From each survey to the next.</summary>
    public required IReadOnlyList<IntervalChange> Intervals { get; init; }

    /// <summary>From the first survey to the last.</summary>
    public required IntervalChange Overall { get; init; }

    /// <summary>Length of the centre line, head to the furthest terminus of all surveys.</summary>
    [JsonPropertyName("centre_line_length_m")]
    public required double CentreLineLength { get; init; }

    /// <summary>Centre line, head to terminus: map x and y of each point, metres.</summary>
    [JsonPropertyName("centre_line_xy_m")]
    public required IReadOnlyList<double[]> CentreLine { get; init; }

    /// <summary>Density of the volume changed and its 1σ, kg/m³.</summary>
    [JsonPropertyName("density_kg_per_m3")]
    public required double Density { get; init; }

    /// <summary>1σ of the density, kg/m³.</summary>
    [JsonPropertyName("density_uncertainty_kg_per_m3")]
    public required double DensityUncertainty { get; init; }

    /// <summary>What "uncertainty" means in this file.</summary>
    public string UncertaintyMeaning { get; init; } = "one standard deviation (1 sigma)";

    /// <summary><c>good</c>, or <c>degraded</c> when any flag below was raised.</summary>
    public required string Quality { get; init; }

    /// <summary>What a reader must know before using a figure, one sentence each.</summary>
    public required IReadOnlyList<string> QualityFlags { get; init; }

    /// <summary>Formulae used and where they come from.</summary>
    public IReadOnlyDictionary<string, string> Formulas { get; init; } = FormulaSources.All;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The text of <c>recession.json</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="JsonException">Not such a text.</exception>
    public static Recession FromJson(string json) => JsonSerializer.Deserialize<Recession>(json, Json) ?? throw new JsonException("empty recession");
}

/// <summary>The glacier at one survey.</summary>
public sealed record EpochState
{
    /// <summary><c>2017</c> or <c>2018-09-13</c>.</summary>
    public required string Epoch { get; init; }

    /// <summary>The date as a fraction of years.</summary>
    public required double DecimalYear { get; init; }

    /// <summary>Ice area, km².</summary>
    [JsonPropertyName("area_km2")]
    public required double Area { get; init; }

    /// <summary>1σ of the area, km²: half a pixel along the outline.</summary>
    [JsonPropertyName("area_uncertainty_km2")]
    public required double AreaUncertainty { get; init; }

    /// <summary><c>outline</c>: given; <c>difference</c>: derived from elevation change.</summary>
    public required string OutlineSource { get; init; }

    /// <summary>Share of the ice without an elevation, 0 … 1.</summary>
    public required double VoidFraction { get; init; }

    /// <summary>Volume gained since the first survey, km³; negative for loss.</summary>
    [JsonPropertyName("volume_change_since_first_km3")]
    public required double VolumeChangeSinceFirst { get; init; }

    /// <summary>Its 1σ, km³.</summary>
    [JsonPropertyName("volume_change_since_first_uncertainty_km3")]
    public required double VolumeChangeSinceFirstUncertainty { get; init; }

    /// <summary>Distance of the terminus from the head along the centre line, metres; null when no ice meets the line.</summary>
    [JsonPropertyName("terminus_distance_m")]
    public required double? TerminusDistance { get; init; }

    /// <summary>Map x and y of the terminus, metres.</summary>
    [JsonPropertyName("terminus_xy_m")]
    public required double[]? Terminus { get; init; }

    /// <summary>Retreat since the first survey, metres, positive up-glacier.</summary>
    [JsonPropertyName("terminus_retreat_since_first_m")]
    public required double? TerminusRetreatSinceFirst { get; init; }

    /// <summary>Elevation of the lowest ice, metres.</summary>
    [JsonPropertyName("minimum_elevation_m")]
    public required double? MinimumElevation { get; init; }

    /// <summary>Median elevation of the ice, metres.</summary>
    [JsonPropertyName("median_elevation_m")]
    public required double? MedianElevation { get; init; }

    /// <summary>Elevation of the highest ice, metres.</summary>
    [JsonPropertyName("maximum_elevation_m")]
    public required double? MaximumElevation { get; init; }
}

/// <summary>What changed between two surveys.</summary>
public sealed record IntervalChange
{
    /// <summary>The earlier survey.</summary>
    public required string From { get; init; }

    /// <summary>The later survey.</summary>
    public required string To { get; init; }

    /// <summary>Years between them.</summary>
    public required double Years { get; init; }

    /// <summary>Change of ice area, km².</summary>
    [JsonPropertyName("area_change_km2")]
    public required double AreaChange { get; init; }

    /// <summary>Its 1σ, km², the two outlines taken as independent.</summary>
    [JsonPropertyName("area_change_uncertainty_km2")]
    public required double AreaChangeUncertainty { get; init; }

    /// <summary>Volume gained over the ice of either survey, km³; negative for loss.</summary>
    [JsonPropertyName("volume_change_km3")]
    public required double VolumeChange { get; init; }

    /// <summary>Its 1σ, km³.</summary>
    [JsonPropertyName("volume_change_uncertainty_km3")]
    public required double VolumeChangeUncertainty { get; init; }

    /// <summary>Volume gained per year, km³.</summary>
    [JsonPropertyName("volume_rate_km3_per_year")]
    public required double VolumeRate { get; init; }

    /// <summary>Its 1σ, km³.</summary>
    [JsonPropertyName("volume_rate_uncertainty_km3_per_year")]
    public required double VolumeRateUncertainty { get; init; }

    /// <summary>Volume change over the mean of the two areas and the years, m/yr.</summary>
    [JsonPropertyName("mean_dhdt_m_per_year")]
    public required double MeanDhdt { get; init; }

    /// <summary>Its 1σ, m/yr.</summary>
    [JsonPropertyName("mean_dhdt_uncertainty_m_per_year")]
    public required double MeanDhdtUncertainty { get; init; }

    /// <summary>Geodetic mass balance, metres of water equivalent per year.</summary>
    [JsonPropertyName("mass_balance_m_we_per_year")]
    public required double MassBalance { get; init; }

    /// <summary>Its 1σ, density included, m w.e. per year.</summary>
    [JsonPropertyName("mass_balance_uncertainty_m_we_per_year")]
    public required double MassBalanceUncertainty { get; init; }

    /// <summary>Mass gained, Gt.</summary>
    [JsonPropertyName("mass_change_gt")]
    public required double MassChange { get; init; }

    /// <summary>Its 1σ, Gt.</summary>
    [JsonPropertyName("mass_change_uncertainty_gt")]
    public required double MassChangeUncertainty { get; init; }

    /// <summary>Retreat of the terminus along the centre line, metres, positive up-glacier.</summary>
    [JsonPropertyName("terminus_retreat_m")]
    public required double? TerminusRetreat { get; init; }

    /// <summary>Its 1σ, metres: half a pixel at either end.</summary>
    [JsonPropertyName("terminus_retreat_uncertainty_m")]
    public required double? TerminusRetreatUncertainty { get; init; }

    /// <summary>Retreat per year, m/yr.</summary>
    [JsonPropertyName("terminus_retreat_rate_m_per_year")]
    public required double? TerminusRetreatRate { get; init; }

    /// <summary>Share of the ice whose change was filled from its elevation bin, 0 … 1.</summary>
    public required double VoidFraction { get; init; }

    /// <summary>Where the uncertainty of the volume comes from.</summary>
    public required UncertaintyBudget UncertaintyBudget { get; init; }

    /// <summary>Area and mean change per elevation bin.</summary>
    public required IReadOnlyList<HypsometryBin> Hypsometry { get; init; }
}

/// <summary>The terms of a volume change's 1σ, combined in quadrature.</summary>
public sealed record UncertaintyBudget
{
    /// <summary>1σ of one pixel's elevation difference, metres: NMAD of stable ground.</summary>
    [JsonPropertyName("pixel_elevation_uncertainty_m")]
    public required double Pixel { get; init; }

    /// <summary>1σ of the mean elevation difference over the ice, metres, spatial correlation included.</summary>
    [JsonPropertyName("mean_elevation_uncertainty_m")]
    public required double Mean { get; init; }

    /// <summary>1σ of the vertical alignment, metres: stable ground's own mean error and remaining median.</summary>
    [JsonPropertyName("vertical_alignment_uncertainty_m")]
    public required double Alignment { get; init; }

    /// <summary>Independent samples that the ice's pixels are worth.</summary>
    public required double EffectiveSamples { get; init; }

    /// <summary>Short correlation length, metres, 0 when differences are uncorrelated.</summary>
    [JsonPropertyName("correlation_length_short_m")]
    public required double ShortRange { get; init; }

    /// <summary>Long correlation length, metres.</summary>
    [JsonPropertyName("correlation_length_long_m")]
    public required double LongRange { get; init; }

    /// <summary>Stable pixels behind these figures.</summary>
    public required int StablePixels { get; init; }

    /// <summary>Volume term of elevation noise and alignment, km³.</summary>
    [JsonPropertyName("elevation_term_km3")]
    public required double ElevationTerm { get; init; }

    /// <summary>Volume term of the outlines, km³.</summary>
    [JsonPropertyName("area_term_km3")]
    public required double AreaTerm { get; init; }

    /// <summary>Volume term of filled voids, km³.</summary>
    [JsonPropertyName("void_term_km3")]
    public required double VoidTerm { get; init; }

    /// <summary>Mass-balance term of the density, m w.e. per year.</summary>
    [JsonPropertyName("density_term_m_we_per_year")]
    public required double DensityTerm { get; init; }
}

/// <summary>One elevation bin of the ice of either survey; elevations of the earlier one.</summary>
public sealed record HypsometryBin
{
    /// <summary>Lower edge, metres.</summary>
    [JsonPropertyName("bottom_m")]
    public required double Bottom { get; init; }

    /// <summary>Upper edge, metres.</summary>
    [JsonPropertyName("top_m")]
    public required double Top { get; init; }

    /// <summary>Area of the bin, km².</summary>
    [JsonPropertyName("area_km2")]
    public required double Area { get; init; }

    /// <summary>Mean elevation change, filled voids included, metres.</summary>
    [JsonPropertyName("mean_dh_m")]
    public required double MeanChange { get; init; }

    /// <summary>Mean elevation change per year, m/yr.</summary>
    [JsonPropertyName("mean_dhdt_m_per_year")]
    public required double MeanRate { get; init; }

    /// <summary>Share of the bin that was measured, 0 … 1.</summary>
    public required double MeasuredFraction { get; init; }
}
