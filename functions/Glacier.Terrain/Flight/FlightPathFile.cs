using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Glacier.Terrain.Flight;

/// <summary>Path files: key frames as JSON. The list of cameras that a flight writes is one, too, and gives the same flight again.</summary>
public static partial class FlightPathFile
{
    private const int LargestFile = 16 << 20;
    private const string Expected = """[{"eye": [x, y, z], "target": [x, y]}, …] in the DEM's reference system; z may be left out or given as "aboveGround"; "year" is optional""";

    /// <summary>Reads key frames.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException"><c>not-a-path</c>: it is absent, not JSON, or a key frame lacks a number; the message names the key frame.</exception>
    public static FlightPath Read(string path)
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(file, "not-a-path", $"no file {file}, and no path of that name", $"{string.Join(", ", FlightWay.Names)}, or a JSON file of key frames", "Correct --path.");
        }

        if (new FileInfo(path).Length > LargestFile)
        {
            throw Broken(file, $"{new FileInfo(path).Length} bytes", $"at most {LargestFile} bytes", "Leave out key frames: a spline goes through them.");
        }

        JsonElement root;
        try
        {
            // what programs write for "not a number" is no JSON: as null the key frame that has it can be named
            using var document = JsonDocument.Parse(NotNumbers().Replace(File.ReadAllText(path), "null"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            root = document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw Broken(file, error.Message.Split('\n')[0], Expected, "Correct the file.");
        }

        var list = root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("frames", out var frames) || root.TryGetProperty("keys", out frames)) ? frames : root;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() < 2)
        {
            throw Broken(file, list.ValueKind == JsonValueKind.Array ? $"{list.GetArrayLength()} key frames" : $"no list of key frames but {list.ValueKind}", "two or more: " + Expected, "Correct the file.");
        }

        var keys = list.EnumerateArray().Select((key, index) => Key(file, key, index)).ToList();
        return new(file, keys, Whole("fieldOfViewDegrees"), (int?)Whole("width"), (int?)Whole("height"));

        double? Whole(string member) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out var value)
            ? value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : throw Broken(file, $"{member} {value.GetRawText()}", "a number", "Correct or leave out " + member + ".")
            : null;
    }

    /// <summary>The cameras of a flight as JSON that <see cref="Read"/> takes.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="name">The path's name.</param>
    /// <param name="referenceSystem">Name of the reference system of the coordinates.</param>
    public static string Write(IReadOnlyList<FlightFrame> frames, string name, string referenceSystem)
    {
        var camera = frames[0].Camera;
        var json = new JsonObject
        {
            ["path"] = name,
            ["referenceSystem"] = referenceSystem,
            ["fieldOfViewDegrees"] = camera.FieldOfViewDegrees,
            ["width"] = camera.Width,
            ["height"] = camera.Height,
            ["frames"] = new JsonArray([.. frames.Select(frame => (JsonNode)new JsonObject
            {
                ["eye"] = new JsonArray(frame.Camera.EyeX, frame.Camera.EyeY, frame.Camera.EyeZ),
                ["target"] = new JsonArray(frame.Camera.TargetX, frame.Camera.TargetY, frame.Camera.TargetZ),
                ["year"] = frame.Year,
            })]),
        };
        return json.ToJsonString() + "\n";
    }

    private static KeyFrame Key(string file, JsonElement key, int index)
    {
        var name = $"key frame {index} (counted from 0)";
        if (key.ValueKind != JsonValueKind.Object)
        {
            throw Broken(file, $"{name}: {key.GetRawText()}", "an object: " + Expected, "Correct that key frame.");
        }

        var eye = Point("eye");
        var target = Point("target");
        var (above, year) = (Number("aboveGround"), Number("year"));
        return eye.Length == 3 && above is not null
            ? throw Broken(file, $"{name}: the eye has both an elevation and aboveGround", "one of the two", "Leave out the third number of eye, or aboveGround.")
            : new(eye[0], eye[1], eye.Length == 3 ? eye[2] : null, above, target[0], target[1], target.Length == 3 ? target[2] : null, year);

        double[] Point(string member)
        {
            if (!key.TryGetProperty(member, out var value))
            {
                throw Broken(file, $"{name} has no {member}", Expected, $"Add {member} to that key frame.");
            }

            return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is 2 or 3 && value.EnumerateArray().All(IsNumber)
                ? [.. value.EnumerateArray().Select(number => number.GetDouble())]
                : throw Broken(file, $"{name}: {member} {value.GetRawText()}", "two or three finite numbers", "Correct that key frame.");
        }

        double? Number(string member) => !key.TryGetProperty(member, out var value) ? null
            : IsNumber(value) ? value.GetDouble() : throw Broken(file, $"{name}: {member} {value.GetRawText()}", "a finite number", "Correct that key frame.");
    }

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble());

    private static InvalidInputException Broken(string file, string found, string expected, string fix) => new(file, "not-a-path", found, expected, fix);

    [GeneratedRegex(@"(?<=[\[,:\s])[-+]?(NaN|nan|Infinity|inf)(?=[\],\s}])")]
    private static partial Regex NotNumbers();
}
