using Glacier.Training.Loops;

namespace Glacier.Training.Evaluation;

/// <summary>How far the border between sky and terrain of a picture lies from the one asked for.</summary>
/// <param name="Mean">Mean absolute error over columns, pixels.</param>
/// <param name="Median">Median.</param>
/// <param name="Percentile90">90th percentile.</param>
/// <param name="Columns">Columns that have a skyline asked for.</param>
public sealed record SkylineError(double Mean, double Median, double Percentile90, int Columns)
{
    /// <summary>Absolute errors of each column that has both sky and ground asked for.</summary>
    /// <param name="asked">width × height, true in the sky asked for.</param>
    /// <param name="found">width × height, true in the sky of the picture.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static IReadOnlyList<int> Columnwise(bool[] asked, bool[] found, int width, int height)
    {
        if (asked.Length != width * height || found.Length != asked.Length)
        {
            throw new ArgumentException($"masks of {asked.Length} and {found.Length} pixels for {width} × {height}");
        }

        var errors = new List<int>();
        for (var x = 0; x < width; x++)
        {
            if (Border(asked, x) is > 0 and var border && border < height)
            {
                errors.Add(Math.Abs(border - Border(found, x)));
            }
        }

        return errors;

        // rows of unbroken sky below the upper edge
        int Border(bool[] sky, int x)
        {
            var y = 0;
            while (y < height && sky[(y * width) + x])
            {
                y++;
            }

            return y;
        }
    }

    /// <summary>Absolute errors of all columns of pictures.</summary>
    /// <param name="pictures">[count, 3, side, side] in −1…1.</param>
    /// <param name="asked">[count, side, side], 0.5 or more in the sky asked for.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="find">Finds the sky: (RGB, width, height) to the mask.</param>
    public static IEnumerable<int> Of(float[] pictures, float[] asked, int side, Func<byte[], int, int, bool[]> find)
    {
        var pixels = side * side;
        for (var place = 0; place < asked.Length / pixels; place++)
        {
            var rgb = new byte[3 * pixels];
            for (var i = 0; i < 3 * pixels; i++)
            {
                rgb[i] = SampleGrid.ToByte(pictures[(((place * 3) + (i % 3)) * pixels) + (i / 3)]);
            }

            var sky = Array.ConvertAll(asked[(place * pixels)..((place + 1) * pixels)], value => value >= 0.5f);
            foreach (var error in Columnwise(sky, find(rgb, side, side), side, side))
            {
                yield return error;
            }
        }
    }

    /// <summary>Writes the statistics of all columns into figures; nothing where no column has a skyline.</summary>
    public static void Add(IDictionary<string, double> figures, string name, IEnumerable<int> errors)
    {
        if (Over(errors) is { } error)
        {
            (figures[name + "-mean"], figures[name + "-median"], figures[name + "-p90"]) = (error.Mean, error.Median, error.Percentile90);
        }
    }

    /// <summary>Statistics over the columns of all pictures; null where no column has a skyline.</summary>
    public static SkylineError? Over(IEnumerable<int> errors)
    {
        var sorted = errors.Order().ToArray();
        return sorted.Length == 0 ? null : new(sorted.Average(), sorted[sorted.Length / 2], sorted[(int)(0.9 * (sorted.Length - 1))], sorted.Length);
    }
}
