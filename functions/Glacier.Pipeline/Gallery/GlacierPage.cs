using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Gallery;

/// <summary>All that the page of one glacier shows: names, numbers and paths of pictures and files, nothing else. Paths are relative to the page's
/// folder with forward slashes (<c>pictures/1957.png</c>); every text may hold anything, the page escapes it.</summary>
public sealed record GlacierPage
{
    /// <summary>Identifier, as in the containers: <c>aletsch</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people: <c>Great Aletsch Glacier</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it lies, in words or degrees: <c>46.46° N, 8.05° E</c>; null: not shown.</summary>
    public string? Place { get; init; }

    /// <summary>Surveys, oldest first.</summary>
    public required IReadOnlyList<PageEpoch> Epochs { get; init; }

    /// <summary>Styles in which pictures exist; the page offers a switch where there are two or more. The first is shown first.</summary>
    public IReadOnlyList<PageChoice> Styles { get; init; } = [new("survey", "Survey")];

    /// <summary>Viewpoints from which pictures exist, the first is shown first.</summary>
    public IReadOnlyList<PageChoice> Views { get; init; } = [new("main", "Main view")];

    /// <summary>The recession film in each style and view it exists in, the one shown first at the head; empty: no film.</summary>
    public IReadOnlyList<PageFilm> Films { get; init; } = [];

    /// <summary>Change from the first survey to the last, the headline numbers; null with one survey.</summary>
    public PageInterval? Overall { get; init; }

    /// <summary>Change from each survey to the next, in order.</summary>
    public IReadOnlyList<PageInterval> Intervals { get; init; } = [];

    /// <summary>The centre line's profiles.</summary>
    public PageProfile? Profile { get; init; }

    /// <summary>Elevation change by elevation, for the whole period.</summary>
    public IReadOnlyList<PageHypsometryBin> Hypsometry { get; init; } = [];

    /// <summary>Flights and 3D models; null without any.</summary>
    public PageFlights? Flights { get; init; }

    /// <summary>Ice mapped on satellite images; null without any.</summary>
    public PageOutlines? Outlines { get; init; }

    /// <summary>Velocity of the ice; null without satellite images.</summary>
    public PageVelocity? Velocity { get; init; }

    /// <summary>Standing on the glacier and flying over it; null without.</summary>
    public PagePanorama? Panorama { get; init; }

    /// <summary>Maps of elevation change, the most important first.</summary>
    public IReadOnlyList<PageMap> Maps { get; init; } = [];

    /// <summary>Files offered for download.</summary>
    public IReadOnlyList<PageDownload> Downloads { get; init; } = [];

    /// <summary>Inputs that were refused.</summary>
    public IReadOnlyList<PageQuarantine> Quarantined { get; init; } = [];

    /// <summary>How the numbers were made, one paragraph each.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>What limits the figures: one sentence each, shown on demand.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Publications behind the methods, one line each.</summary>
    public IReadOnlyList<string> Citations { get; init; } = [];

    /// <summary>Whose data it is: <c>Elevation: swisstopo, VAW-ETH</c>.</summary>
    public required string Attribution { get; init; }

    /// <summary>Coordinate reference system of the rasters, <c>EPSG:32632</c>.</summary>
    public string? ReferenceSystem { get; init; }

    /// <summary>Relative path of the index page of all glaciers; null: no link back.</summary>
    public string? Index { get; init; }

    /// <summary>Relative path of this page's STAC item or collection; null: none.</summary>
    public string? Stac { get; init; }
}

/// <summary>One survey of the glacier.</summary>
/// <param name="Epoch">When.</param>
/// <param name="Pictures">Its pictures, at most one per style and view.</param>
public sealed record PageEpoch(Epoch Epoch, IReadOnlyList<PagePicture> Pictures)
{
    /// <summary>Ice area in m², null where unknown.</summary>
    public Measured? Area { get; init; }

    /// <summary>Volume against the first survey in m³ (negative: lost), null where unknown.</summary>
    public Measured? VolumeChange { get; init; }

    /// <summary>Retreat of the terminus along the centre line since the first survey, in m (positive: shorter).</summary>
    public Measured? Retreat { get; init; }

    /// <summary>Elevation of the terminus in m.</summary>
    public double? TerminusElevation { get; init; }

    /// <summary>How well this survey lies on the reference; null for the reference itself or where not computed.</summary>
    public PageCoregistration? Coregistration { get; init; }

    /// <summary>True for the survey onto which the others were aligned.</summary>
    public bool IsReference { get; init; }

    /// <summary>Name of the DEM file.</summary>
    public string? Source { get; init; }
}

/// <summary>A value with its uncertainty, one standard deviation, in the same unit.</summary>
/// <param name="Value">The value.</param>
/// <param name="Uncertainty">Plus or minus, one standard deviation; null or NaN: unknown.</param>
public readonly record struct Measured(double Value, double? Uncertainty = null);

/// <summary>A picture of one survey.</summary>
/// <param name="Path">Relative path.</param>
/// <param name="Style">Identifier of a style of the page.</param>
/// <param name="View">Identifier of a view of the page.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record PagePicture(string Path, string Style, string View, int Width, int Height);

/// <summary>A style or view to choose from.</summary>
/// <param name="Id">Identifier that pictures refer to.</param>
/// <param name="Name">Name for people.</param>
public sealed record PageChoice(string Id, string Name);

/// <summary>The recession film's files.</summary>
/// <param name="Name">What tells it from the page's other films: its style, and its view where there are several.</param>
/// <param name="Video">MP4, relative path.</param>
/// <param name="Poster">Still picture, relative path.</param>
/// <param name="Animation">GIF, relative path; null: none.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record PageFilm(string Name, string Video, string Poster, string? Animation, int Width, int Height);

/// <summary>Change from one survey to another.</summary>
/// <param name="From">Earlier survey.</param>
/// <param name="To">Later survey.</param>
public sealed record PageInterval(Epoch From, Epoch To)
{
    /// <summary>Mean elevation change over the glacier, m.</summary>
    public Measured? ElevationChange { get; init; }

    /// <summary>Mean rate of elevation change, m/yr.</summary>
    public Measured? ElevationChangeRate { get; init; }

    /// <summary>Volume change, m³.</summary>
    public Measured? VolumeChange { get; init; }

    /// <summary>Area change, m².</summary>
    public Measured? AreaChange { get; init; }

    /// <summary>Geodetic mass balance, m water equivalent per year.</summary>
    public Measured? MassBalance { get; init; }

    /// <summary>Retreat of the terminus, m (positive: shorter).</summary>
    public Measured? Retreat { get; init; }

    /// <summary>Part of the glacier that was measured rather than filled, 0–1.</summary>
    public double? Coverage { get; init; }
}

/// <summary>Surface along the centre line at every survey.</summary>
/// <param name="Distance">Distance from the line's head in m, increasing.</param>
/// <param name="Surfaces">One elevation series (m, NaN: unknown) per survey, each as long as <paramref name="Distance"/>.</param>
/// <param name="Bed">Bed elevation where known (a simulated glacier), null: unknown.</param>
public sealed record PageProfile(double[] Distance, IReadOnlyList<PageSurface> Surfaces, float[]? Bed = null);

/// <summary>One survey's surface along the centre line.</summary>
/// <param name="Epoch">When.</param>
/// <param name="Elevation">Elevations in m, NaN: unknown.</param>
/// <param name="Terminus">Distance at which the ice ends, in m; null: unknown.</param>
public sealed record PageSurface(Epoch Epoch, float[] Elevation, double? Terminus = null);

/// <summary>A band of elevation.</summary>
/// <param name="Low">Lower edge, m.</param>
/// <param name="High">Upper edge, m.</param>
/// <param name="Area">Ice area in it, m².</param>
/// <param name="ElevationChangeRate">Mean rate of elevation change, m/yr; NaN: not measured.</param>
public sealed record PageHypsometryBin(double Low, double High, double Area, double ElevationChangeRate);

/// <summary>A map of elevation change.</summary>
/// <param name="Path">Picture, relative path, north up.</param>
/// <param name="From">Earlier survey.</param>
/// <param name="To">Later survey.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Limit">Change at the ends of the colour scale in m; the scale runs from −Limit to +Limit.</param>
public sealed record PageMap(string Path, Epoch From, Epoch To, int Width, int Height, double Limit);

/// <summary>How a survey was aligned: shift and remaining differences over stable ground, in m.</summary>
/// <param name="East">Shift applied, to the east.</param>
/// <param name="North">Shift applied, to the north.</param>
/// <param name="Up">Shift applied, upward.</param>
/// <param name="MedianBefore">Median difference before.</param>
/// <param name="NmadBefore">NMAD before.</param>
/// <param name="MedianAfter">Median difference after.</param>
/// <param name="NmadAfter">NMAD after.</param>
/// <param name="Improved">False where alignment made matters worse and the original was kept.</param>
public sealed record PageCoregistration(double East, double North, double Up, double MedianBefore, double NmadBefore, double MedianAfter, double NmadAfter, bool Improved)
{
    /// <summary>Number of stable-ground pixels.</summary>
    public int? StablePixels { get; init; }

    /// <summary>Remarks for the reader: little stable ground, kept as it was, …</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>A file for download.</summary>
/// <param name="Path">Relative path.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="Format">Format: <c>Cloud-optimised GeoTIFF</c>.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Checksum, hexadecimal; null: not shown.</param>
public sealed record PageDownload(string Path, string Description, string Format, long Bytes, string? Sha256 = null);

/// <summary>An input that was refused: the fields of the quarantine record.</summary>
/// <param name="File">Name of the input.</param>
/// <param name="Rule">The rule broken.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the rule asks for.</param>
/// <param name="Fix">What the user can do.</param>
public sealed record PageQuarantine(string File, string Rule, string Found, string Expected, string Fix);
