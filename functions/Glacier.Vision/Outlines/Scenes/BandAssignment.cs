using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Outlines.Scenes;

/// <summary>Which band of a file is which channel.</summary>
/// <param name="Bands">Number of the band, from 1, by channel name.</param>
/// <param name="IsAssumed">True where neither the file nor the user named the bands, so that the usual order was taken.</param>
public sealed record BandAssignment(IReadOnlyDictionary<string, int> Bands, bool IsAssumed)
{
    /// <summary>Name under which a Sentinel-2 scene classification is kept.</summary>
    public const string Classification = "SCL";

    private static readonly Dictionary<string, string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["B2"] = "B2",
        ["B02"] = "B2",
        ["BLUE"] = "B2",
        ["B3"] = "B3",
        ["B03"] = "B3",
        ["GREEN"] = "B3",
        ["B4"] = "B4",
        ["B04"] = "B4",
        ["RED"] = "B4",
        ["B8"] = "B8",
        ["B08"] = "B8",
        ["B8A"] = "B8",
        ["NIR"] = "B8",
        ["NIR1"] = "B8",
        ["NEAR INFRARED"] = "B8",
        ["NEAR-INFRARED"] = "B8",
        ["B11"] = "B11",
        ["SWIR"] = "B11",
        ["SWIR1"] = "B11",
        ["SWIR16"] = "B11",
        ["B12"] = "B12",
        ["SWIR2"] = "B12",
        ["SWIR22"] = "B12",
        ["SCL"] = Classification,
    };

    // Landsat 8 and 9 count differently: told by their coastal band or by a fifth band without red edge
    private static readonly Dictionary<string, string> s_landsat = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SR_B2"] = "B2",
        ["SR_B3"] = "B3",
        ["SR_B4"] = "B4",
        ["SR_B5"] = "B8",
        ["SR_B6"] = "B11",
        ["SR_B7"] = "B12",
    };

    // what a file of so many bands without names usually holds
    private static readonly Dictionary<int, string?[]> s_usual = new()
    {
        [4] = ["B2", "B3", "B4", "B8"],
        [6] = ["B2", "B3", "B4", "B8", "B11", "B12"],
        [10] = ["B2", "B3", "B4", null, null, null, "B8", null, "B11", "B12"],
        [12] = [null, "B2", "B3", "B4", null, null, null, "B8", null, null, "B11", "B12"],
        [13] = [null, "B2", "B3", "B4", null, null, null, "B8", null, null, null, "B11", "B12"],
    };

    /// <summary>Finds the channels.</summary>
    /// <param name="info">The file.</param>
    /// <param name="stated">Names of the bands in the file's order, <c>-</c> for one to skip; null: the file's own names, else the usual order of 4, 6, 10, 12 or 13.</param>
    /// <param name="needed">Channels that must be there; null: blue, green, red and near infrared.</param>
    /// <exception cref="InvalidInputException">
    /// <c>band-count</c>: another number of names than bands; <c>band-names</c>: a name unknown or twice; <c>band-order</c>: the names contradict the file's own;
    /// <c>which-bands</c>: no names and no usual number of bands; <c>missing-bands</c>: one that is needed is not among them.
    /// </exception>
    public static BandAssignment Of(ImageInfo info, IReadOnlyList<string>? stated = null, IReadOnlyList<string>? needed = null)
    {
        var own = info.Bands.Select(Known).ToArray();
        string?[] names;
        var assumed = false;
        if (stated is not null)
        {
            names = Stated(info, own, stated);
        }
        else if (own.Any(name => name is not null))
        {
            names = own;
        }
        else if (s_usual.TryGetValue(info.Bands.Count, out var usual))
        {
            (names, assumed) = (usual, true);
        }
        else
        {
            throw new InvalidInputException(
                info.File, "which-bands", $"{info.Bands.Count} bands without names", "band names, or 4 (blue, green, red, near infrared), 6, 10, 12 or 13 bands of Sentinel-2",
                "State the bands in the file's order: --bands B2,B3,B4,B8 (- for one to skip).");
        }

        var bands = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < names.Length; k++)
        {
            // of B8 and B8A the first one counts
            if (names[k] is { } name)
            {
                bands.TryAdd(name, k + 1);
            }
        }

        var missing = (needed ?? OutlineChannels.Optical4).Where(name => !bands.ContainsKey(name)).ToArray();
        return missing.Length == 0 ? new BandAssignment(bands, assumed) : throw new InvalidInputException(
            info.File, "missing-bands", $"bands {string.Join(", ", bands.Keys)} of {info.Bands.Count}", $"also {string.Join(", ", missing)}",
            $"Export {string.Join(", ", missing)} and the others into one file, or state the bands with --bands B2,B3,B4,B8.");
    }

    private static string?[] Stated(ImageInfo info, string?[] own, IReadOnlyList<string> stated)
    {
        if (stated.Count != info.Bands.Count)
        {
            throw new InvalidInputException(
                info.File, "band-count", $"{info.Bands.Count} bands, {stated.Count} names", "as many names as bands", "Name every band in the file's order, - for one to skip: --bands B2,B3,B4,B8.");
        }

        var names = new string?[stated.Count];
        for (var k = 0; k < names.Length; k++)
        {
            var text = stated[k].Trim();
            names[k] = text == "-" ? null : Known(text) ?? throw new InvalidInputException(
                info.File, "band-names", $"a band named '{text}'", "B2, B3, B4, B8, B11, B12, SCL, or - for one to skip", "Correct --bands.");
            if (names[k] is { } name && Array.IndexOf(names, name) != k)
            {
                throw new InvalidInputException(info.File, "band-names", $"{name} twice", "each band once", "Correct --bands.");
            }

            if (names[k] is { } told && own[k] is { } says && told != says)
            {
                throw new InvalidInputException(
                    info.File, "band-order", $"band {k + 1} is {says} by the file's own name ({info.Bands[k]}), {told} by --bands", "names that agree with the file's", "Leave --bands out, or correct the file's band names.");
            }
        }

        return names;
    }

    private static string? Known(string name) => s_names.GetValueOrDefault(name.Trim()) ?? s_landsat.GetValueOrDefault(name.Trim());
}
