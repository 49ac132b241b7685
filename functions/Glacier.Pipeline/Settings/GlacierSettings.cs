using System.Text.Json;
using System.Text.Json.Serialization;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Settings;

/// <summary>What <c>dems/{glacier}/glacier.json</c> may say; everything is optional.</summary>
public sealed record GlacierSettings
{
    /// <summary>Settings of a glacier without <c>glacier.json</c>.</summary>
    public static GlacierSettings Default { get; } = new();

    /// <summary>The glacier's name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Whose data it is, for film and page.</summary>
    public string? Attribution { get; init; }

    /// <summary>The survey onto which the others are aligned; the latest where it is not said.</summary>
    public Epoch? ReferenceDate { get; init; }

    /// <summary>Viewpoints; one is chosen below the terminus where none is said.</summary>
    public IReadOnlyList<ViewSetting> Views { get; init; } = [];

    /// <summary>Lines for profiles, each a list of map positions [x, y]; the centre line is always added.</summary>
    public IReadOnlyList<double[][]> Profiles { get; init; } = [];

    /// <summary>File below <c>outlines/{glacier}/</c> that holds for every epoch without an outline of its own.</summary>
    public string? Outline { get; init; }

    /// <summary>Styles of the pictures.</summary>
    public IReadOnlyList<string> Styles { get; init; } = ["survey"];

    /// <summary>Which look the style <c>photo</c> has — weather, season, light —, the same for all years.</summary>
    public int PhotoSeed { get; init; } = PhotoStyleOptions.DefaultSeed;

    /// <summary>Where the sun stands; beside the viewer where it is not said.</summary>
    public SunSetting? Sun { get; init; }

    /// <summary>Vertical unit of the DEMs: <c>m</c>, <c>ft</c>, <c>us-ft</c>; the files' own where it is not said.</summary>
    public string? VerticalUnit { get; init; }

    /// <summary>Dates of files whose names do not tell, by file name.</summary>
    public IReadOnlyDictionary<string, Epoch> Dates { get; init; } = new Dictionary<string, Epoch>();

    /// <summary>Size of the pictures in pixels.</summary>
    public int[] Size { get; init; } = [1280, 720];

    /// <summary>Vertical distance of iso-lines in metres; chosen from the relief where it is not said.</summary>
    public double? ContourInterval { get; init; }

    /// <summary>Flights over the glacier; with any of them the terrain becomes 3D models, too. None where nothing is said: a flight takes longer than all the rest.</summary>
    public IReadOnlyList<FlightSetting> Flights { get; init; } = [];

    /// <summary>How satellite images are read.</summary>
    public SceneSettings Scenes { get; init; } = new();

    /// <summary>How velocities are made of them.</summary>
    public VelocitySettings Velocity { get; init; } = new();

    /// <summary>How one stands on the glacier and flies over it.</summary>
    public PanoramaSettings Panorama { get; init; } = new();

    private static readonly JsonSerializerOptions _strict = new(PipelineJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads settings.</summary>
    /// <exception cref="InvalidInputException">Rule <c>settings</c>: not JSON, an unknown member, or a value out of range.</exception>
    public static GlacierSettings Parse(byte[] json)
    {
        GlacierSettings settings;
        try
        {
            settings = JsonSerializer.Deserialize<GlacierSettings>(json, _strict) ?? throw new JsonException("null");
        }
        catch (JsonException broken)
        {
            throw Broken(broken.Message.Split(" Path:")[0] + (broken.Path is null ? "" : $" at {broken.Path}"), "JSON with members of the settings' documented names and types");
        }

        settings.Validate();
        return settings;
    }

    private void Validate()
    {
        Demand(Size is [>= 16 and <= 8192, >= 16 and <= 8192], $"size [{string.Join(", ", Size)}]", "two numbers from 16 to 8192");
        Demand(VerticalUnit is null or "m" or "ft" or "us-ft", $"verticalUnit '{VerticalUnit}'", "'m', 'ft' or 'us-ft'");
        Demand(ContourInterval is null or > 0, $"contourInterval {ContourInterval}", "a positive number of metres");
        Demand(Styles.Count is > 0 and <= 8 && Styles.All(IsName) && Styles.Distinct().Count() == Styles.Count, $"styles [{string.Join(", ", Styles)}]", "one to eight different names");
        Demand(Profiles.All(line => line.Length >= 2 && line.All(point => point.Length == 2 && point.All(double.IsFinite)) && line.Any(point => !point.SequenceEqual(line[0]))), "a profile that is no line", "at least two different positions [x, y] per profile");
        Demand(Views.Count <= 16 && Views.All(view => IsName(view.Name)) && Views.Select(view => view.Name).Distinct().Count() == Views.Count, "views without different names", "at most 16 views, each with a name of letters, digits, '-' and '_'");
        Demand(Scenes.PixelSize is null or (> 0 and <= 1e5), FormattableString.Invariant($"scenes.pixelSize {Scenes.PixelSize}"), "a positive number of metres");
        Demand(Scenes.NearInfrared is null or (>= 1 and <= 512), $"scenes.nearInfrared {Scenes.NearInfrared}", "the number of a band, from 1");
        Demand(Velocity.Fault() is null, Velocity.Fault()?.Found ?? "", Velocity.Fault()?.Expected ?? "");
        Demand(Panorama.Fault() is null, Panorama.Fault()?.Found ?? "", Panorama.Fault()?.Expected ?? "");
        Demand(Flights.Count <= 8 && Flights.Select(flight => flight.Name).Distinct().Count() == Flights.Count, "flights without different names", "at most 8 flights, each with a name of its own");
        foreach (var flight in Flights)
        {
            Demand(flight.Fault() is null, flight.Fault()?.Found ?? "", flight.Fault()?.Expected ?? "");
        }

        foreach (var view in Views)
        {
            Demand(view.Eye.Length is 2 or 3 && view.Eye.All(double.IsFinite) && view.Target.Length is 2 or 3 && view.Target.All(double.IsFinite), $"view '{view.Name}': eye or target", "[x, y] or [x, y, z] in map coordinates");
            Demand(view.FovDegrees is >= 1 and <= 170, $"view '{view.Name}': fovDegrees {view.FovDegrees}", "1 to 170");
        }
    }

    internal static bool IsName(string? name) => name is { Length: > 0 and <= 40 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static void Demand(bool good, string found, string expected)
    {
        if (!good)
            throw Broken(found, expected);
    }

    private static InvalidInputException Broken(string found, string expected) =>
        new(BlobNames.SettingsFile, "settings", found, expected, "Correct glacier.json and upload it again; the defaults hold meanwhile.");
}

/// <summary>A viewpoint.</summary>
/// <param name="Name">Its name in blob names.</param>
/// <param name="Eye">Map position [x, y] or [x, y, z]; without z it stands <paramref name="AboveGround"/> over the highest surface of all epochs.</param>
/// <param name="Target">The point in the middle of the picture, [x, y] or [x, y, z]; without z on the reference surface.</param>
/// <param name="FovDegrees">Horizontal field of view.</param>
/// <param name="AboveGround">Metres over the ground where the eye has no z.</param>
public sealed record ViewSetting(string Name, double[] Eye, double[] Target, double FovDegrees = 50, double AboveGround = 40);

/// <summary>Where the sun stands.</summary>
/// <param name="Azimuth">Bearing in degrees, clockwise from north.</param>
/// <param name="Elevation">Degrees above the horizon.</param>
public sealed record SunSetting(double Azimuth, double Elevation);
