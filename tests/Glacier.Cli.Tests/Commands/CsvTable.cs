using System.Globalization;

namespace Glacier.Cli.Tests.Commands;

/// <summary>A table as the commands write them: a header and rows of numbers, NaN for an empty field.</summary>
internal sealed record CsvTable(string Header, IReadOnlyList<double[]> Rows)
{
    public static CsvTable Read(string path)
    {
        var lines = File.ReadAllText(path).Split('\n');
        Assert.Equal("", lines[^1]);
        return new CsvTable(lines[0], [.. lines[1..^1].Select(line => line.Split(',').Select(Number).ToArray())]);
    }

    private static double Number(string field) => field.Length == 0 ? double.NaN : double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
}
