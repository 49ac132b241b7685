using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glacier.Cli.Output;

/// <summary>What a command answers: the same facts as JSON on standard output (<c>--json</c>) or as a table for people.</summary>
public static class Report
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the facts.</summary>
    /// <param name="asJson">JSON instead of the table.</param>
    /// <param name="facts">What <c>--json</c> prints, property names in snake_case.</param>
    /// <param name="rows">What people read: a name and a value each.</param>
    public static void Write(bool asJson, object facts, IEnumerable<(string Name, string Value)> rows)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(facts, Json));
            return;
        }

        var lines = rows.ToList();
        var width = lines.Max(line => line.Name.Length);
        foreach (var (name, value) in lines)
        {
            Console.Out.WriteLine(name.PadRight(width + 3) + value);
        }
    }

    /// <summary>A number with a fixed count of decimals and a point.</summary>
    public static string Number(double value, int decimals = 2) =>
        double.IsFinite(value) ? value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace(",", "\u2009", StringComparison.Ordinal) : "–";

    /// <summary>A file path as people will type it next: relative where it lies below the working folder.</summary>
    public static string FileName(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
