using System.Security.Cryptography;
using System.Text;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Storage;

/// <summary>Every blob name in one place.</summary>
public static class BlobNames
{
    /// <summary>Name of the settings blob in a glacier's folder of <see cref="Containers.Dems"/>.</summary>
    public const string SettingsFile = "glacier.json";

    /// <summary>Name of the table of measured velocities in a glacier's folder of <see cref="Containers.Scenes"/>.</summary>
    public const string StakesFile = "stakes.csv";

    /// <summary>Longest file name below a glacier's folder.</summary>
    public const int LongestName = 200;

    private static readonly string[] _companions = [".aux.xml", ".prj", ".tfw", ".tifw", ".jgw", ".jpgw", ".jpw", ".pgw", ".pngw", ".j2w", ".wld", ".hdr", ".ovr", ".msk", ".qpj", ".dbf", ".shx", ".cpg"];

    /// <summary>A folder's prefix in an input or output container.</summary>
    public static string Folder(GlacierId glacier) => $"{glacier}/";

    /// <summary>The glacier's settings.</summary>
    public static BlobAddress Settings(GlacierId glacier) => new(Containers.Dems, $"{glacier}/{SettingsFile}");

    /// <summary>A product of the whole series.</summary>
    public static BlobAddress Product(GlacierId glacier, string name) => new(Containers.Products, $"{glacier}/{name}");

    /// <summary>A product of one epoch.</summary>
    public static BlobAddress Product(GlacierId glacier, Epoch epoch, string name) => new(Containers.Products, $"{glacier}/{epoch}/{name}");

    /// <summary>Where the pictures of one view of one epoch in one style lie, relative to the glacier's folder.</summary>
    public static string ViewFolder(Epoch epoch, string view, string style) => $"{epoch}/views/{view}-{style}";

    /// <summary>Where the film of one view in one style lies, relative to the glacier's folder.</summary>
    public static string FilmFolder(string view, string style) => $"films/{view}-{style}";

    /// <summary>What a step wrote, and from what.</summary>
    public static BlobAddress Manifest(GlacierId glacier, string step) => new(Containers.Status, $"{glacier}/manifests/{step}.json");

    /// <summary>What a look at one DEM found.</summary>
    public static BlobAddress Inspection(GlacierId glacier, string file) => InspectionOf(glacier, "inspections", file);

    /// <summary>What a look at one scene found.</summary>
    public static BlobAddress SceneInspection(GlacierId glacier, string file) => InspectionOf(glacier, "scene-inspections", file);

    /// <summary>The glacier's progress.</summary>
    public static BlobAddress Status(GlacierId glacier) => new(Containers.Status, $"{glacier}.json");

    /// <summary>Prefix of the cards of the gallery's front page.</summary>
    public const string Cards = "gallery/";

    /// <summary>A glacier's card on the gallery's front page.</summary>
    public static BlobAddress Card(GlacierId glacier) => new(Containers.Status, $"{Cards}{glacier}.json");

    /// <summary>The inputs that the glacier's current round took up.</summary>
    public static BlobAddress Round(GlacierId glacier) => new(Containers.Status, $"{glacier}/round.json");

    /// <summary>A message nobody could handle.</summary>
    public static BlobAddress Poison(string queue, string messageId) => new(Containers.Status, $"poison/{queue}/{messageId}.json");

    /// <summary>Where an input that breaks a rule is copied to. Names that cannot be kept are shortened and carry their hash.</summary>
    public static BlobAddress Quarantined(string inputName)
    {
        var slash = inputName.IndexOf('/');
        var folder = slash > 0 && GlacierId.TryParse(inputName[..slash], out var glacier) ? glacier.Value : "unsorted";
        var rest = folder == "unsorted" ? inputName : inputName[(slash + 1)..];
        var kept = CheckFile(rest) is null ? rest : $"{Shorten(rest.Replace("..", "__", StringComparison.Ordinal).Replace('/', '_'))}-{Hash(rest)}";
        return new(Containers.Quarantine, $"{folder}/{kept}");
    }

    /// <summary>Why an input is in quarantine.</summary>
    public static BlobAddress Reason(BlobAddress quarantined) => quarantined with { Name = quarantined.Name + ".reason.json" };

    /// <summary>Splits an input's name into its glacier and the name below the glacier's folder.</summary>
    /// <exception cref="InvalidInputException">Rules <c>glacier-name</c>, <c>file-name</c>.</exception>
    public static (GlacierId Glacier, string File) SplitInput(string name)
    {
        var slash = name.IndexOf('/');
        if (slash <= 0)
        {
            throw new InvalidInputException(
                Shorten(name), "glacier-name", "a file outside any glacier's folder", "dems/{glacier}/{file}", "Upload it into a folder named after the glacier.");
        }

        var glacier = GlacierId.Parse(name[..slash]);
        var file = name[(slash + 1)..];
        return CheckFile(file) is { } broken ? throw broken : (glacier, file);
    }

    /// <summary>The rule that a file's name (below the glacier's folder) breaks; null where it is good.</summary>
    public static InvalidInputException? CheckFile(string file) =>
        file.Length is 0 or > LongestName
            ? Broken($"a name of {file.Length} characters", $"1 to {LongestName} characters")
            : file.Contains("..", StringComparison.Ordinal)
                ? Broken("'..' in the name", "a name without '..'")
                : file.Any(letter => char.IsControl(letter) || letter is '\\' or '?' or '#' or '%' or '*' or ':' or '"' or '<' or '>' or '|') || file.Split('/').Any(part => part.Trim() is "" or ".")
                    ? Broken("a character that file systems and addresses do not carry", "letters, digits, blanks and -_.()+,=@'")
                    : null;

    /// <summary>True for files that belong to another file of the same stem: world files, projections, statistics.</summary>
    public static bool IsCompanion(string file) => _companions.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where one file is a companion of another: <c>a.prj</c> or <c>a.tif.aux.xml</c> of <c>a.tif</c>.</summary>
    public static bool IsCompanionOf(string file, string main) =>
        IsCompanion(file)
        && (file.StartsWith(main + ".", StringComparison.Ordinal) || file.StartsWith(Path.ChangeExtension(main, null) + ".", StringComparison.Ordinal));

    /// <summary>The first 80 characters.</summary>
    public static string Shorten(string name) => name.Length <= 80 ? name : name[..80];

    /// <summary>Sixteen characters that stand for a name.</summary>
    public static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];

    private static BlobAddress InspectionOf(GlacierId glacier, string folder, string file) =>
        new(Containers.Status, $"{glacier}/{folder}/{Shorten(file.Replace('/', '_'))}-{Hash(file)}.json");

    private static InvalidInputException Broken(string found, string expected) =>
        new("(name)", "file-name", found, expected, "Rename the file, for example 'aletsch_2018-09-13.tif'.");
}
