using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Glacier.Terrain;

namespace Glacier.Training.Configuration;

/// <summary>Reads configurations: a JSON file, with members replaced by environment variables (<c>GLACIER_TRAIN__RUN__BATCH=8</c>), unknown members refused.</summary>
public static class ConfigurationFile
{
    /// <summary>What the names of the environment variables start with; what follows is the path of the member, joined by two underscores, in any case.</summary>
    public const string Prefix = "GLACIER_TRAIN__";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads and checks a configuration.</summary>
    /// <typeparam name="T">The kind of run.</typeparam>
    /// <param name="path">The file; null: everything is in the environment.</param>
    /// <param name="environment">Environment variables; null: this process's.</param>
    /// <exception cref="InvalidInputException">Absent, not JSON, an unknown or missing member, or a rule broken.</exception>
    public static T Read<T>(string? path, IDictionary? environment = null)
        where T : TrainingConfiguration
    {
        var name = path is null ? "environment" : Path.GetFileName(path);
        if (path is not null && !File.Exists(path))
        {
            throw new InvalidInputException(name, "no-configuration", $"no file {path}", "a configuration such as those in training-job/configurations", "Give an existing file with --config.");
        }

        return Parse<T>(path is null ? "{}" : File.ReadAllText(path), name, environment ?? Environment.GetEnvironmentVariables());
    }

    /// <summary>Checks a configuration's text.</summary>
    /// <typeparam name="T">The kind of run.</typeparam>
    /// <param name="text">JSON.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="environment">Environment variables that replace members; null: none.</param>
    /// <exception cref="InvalidInputException">Not JSON, an unknown or missing member, or a rule broken.</exception>
    public static T Parse<T>(string text, string name, IDictionary? environment = null)
        where T : TrainingConfiguration
    {
        T configuration;
        try
        {
            var tree = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                ?? throw new JsonException("not an object");
            Overlay(tree, environment ?? new Hashtable());
            configuration = tree.Deserialize<T>(s_json) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidInputException(name, "configuration-unreadable", error.Message.ReplaceLineEndings(" "), "JSON with the members that docs/training.md lists", "Correct the member named.");
        }

        var faults = configuration.Faults().ToArray();
        if (faults.Length > 0)
        {
            throw new InvalidInputException(
                name, "configuration-value", string.Join("; ", faults.Select(fault => $"{fault.Member} = {fault.Found}")), string.Join("; ", faults.Select(fault => $"{fault.Member}: {fault.Expected}")),
                "Correct the members named.");
        }

        return configuration;
    }

    /// <summary>The configuration as JSON, every member written out.</summary>
    public static string Text(TrainingConfiguration configuration) => JsonSerializer.Serialize(configuration, configuration.GetType(), s_json);

    /// <summary>SHA-256 over the members that decide what a step does; length and output of the run are not among them.</summary>
    public static string Hash(TrainingConfiguration configuration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Members(Text(configuration)).Select(pair => pair.Key + "=" + pair.Value)))));

    /// <summary>Paths of the members in which two configurations differ, with both values; what <see cref="Hash"/> leaves out is left out here.</summary>
    /// <param name="one">A configuration's JSON.</param>
    /// <param name="other">Another's.</param>
    public static IReadOnlyList<string> Differences(string one, string other)
    {
        var (a, b) = (Members(one), Members(other));
        return [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)
            .Where(key => a.GetValueOrDefault(key) != b.GetValueOrDefault(key))
            .Select(key => $"{key} ({a.GetValueOrDefault(key) ?? "absent"} against {b.GetValueOrDefault(key) ?? "absent"})")];
    }

    private static SortedDictionary<string, string> Members(string json)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Collect(JsonNode.Parse(json), "", members);
        foreach (var free in members.Keys.Where(key => key.StartsWith("run.", StringComparison.Ordinal) && key != "run.batch").ToArray())
        {
            members.Remove(free);
        }

        return members;
    }

    private static void Collect(JsonNode? node, string path, SortedDictionary<string, string> members)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    Collect(value, path.Length == 0 ? key : path + "." + key, members);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    Collect(list[i], $"{path}[{i}]", members);
                }

                break;
            default:
                members[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }

    private static void Overlay(JsonObject tree, IDictionary environment)
    {
        var names = environment.Keys.OfType<string>().Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var parts = name[Prefix.Length..].Split("__");
            var at = tree;
            foreach (var part in parts[..^1])
            {
                var key = Existing(at, part);
                if (at[key] is not JsonObject next)
                {
                    at[key] = next = [];
                }

                at = next;
            }

            at[Existing(at, parts[^1])] = Value((string)environment[name]!);
        }
    }

    // variables are upper case by custom, members are not
    private static string Existing(JsonObject node, string name) =>
        node.Select(pair => pair.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static JsonNode? Value(string text)
    {
        if (text.StartsWith('{') || text.StartsWith('[') || text is "true" or "false" or "null" || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return JsonNode.Parse(text);
        }

        return JsonValue.Create(text);
    }
}
