using System.Globalization;

namespace Glacier.Cli.Arguments;

/// <summary>Numbers written with commas: points, lines and sizes on the command line.</summary>
public static class PointArgument
{
    /// <summary>Reads <c>X0,Y0,X1,Y1[,…]</c> as the vertices of a line in map coordinates.</summary>
    /// <exception cref="UsageException">Not an even number of at least four finite numbers, or one point again and again.</exception>
    public static IReadOnlyList<(double X, double Y)> Line(string option, string text)
    {
        var numbers = Numbers(option, text);
        if (numbers.Length < 4 || numbers.Length % 2 != 0)
        {
            throw new UsageException($"{option}: found '{text}'; expected X0,Y0,X1,Y1 in map coordinates (more vertices may follow)");
        }

        IReadOnlyList<(double X, double Y)> vertices = [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))];
        return vertices.Any(vertex => vertex != vertices[0]) ? vertices : throw new UsageException($"{option}: found '{text}', a line without length; expected different points");
    }

    /// <summary>Reads <c>X,Y[,Z]</c>; Z is null when not given.</summary>
    /// <exception cref="UsageException">Not two or three finite numbers.</exception>
    public static (double X, double Y, double? Z) Position(string option, string text)
    {
        var numbers = Numbers(option, text);
        return numbers.Length switch
        {
            2 => (numbers[0], numbers[1], null),
            3 => (numbers[0], numbers[1], numbers[2]),
            _ => throw new UsageException($"{option}: found '{text}'; expected X,Y or X,Y,Z in metres"),
        };
    }

    /// <summary>Reads <c>AZIMUTH,ELEVATION</c> in degrees.</summary>
    /// <exception cref="UsageException">Not two numbers, or not a direction from −360 to 360 and −90 to 90.</exception>
    public static (double Azimuth, double Elevation) Direction(string option, string text) => Numbers(option, text) is [>= -360 and <= 360 and var azimuth, >= -90 and <= 90 and var elevation]
        ? (azimuth, elevation)
        : throw new UsageException($"{option}: found '{text}'; expected AZIMUTH,ELEVATION in degrees, such as 225,40");

    /// <summary>Reads <c>1024x768</c>.</summary>
    /// <exception cref="UsageException">Not two whole numbers from 16 to 8192.</exception>
    public static (int Width, int Height) Size(string option, string text)
    {
        var parts = text.Split('x');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= 16 and <= 8192 && height is >= 16 and <= 8192)
        {
            return (width, height);
        }

        throw new UsageException($"{option}: found '{text}'; expected WIDTHxHEIGHT in pixels, 16 to 8192 each, such as 1024x768");
    }

    private static double[] Numbers(string option, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new UsageException($"{option}: '{parts[i]}' is not a number; write decimals with a point and separate numbers by commas");
            }
        }

        return numbers;
    }
}
