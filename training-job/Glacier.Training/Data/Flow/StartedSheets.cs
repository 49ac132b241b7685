using Glacier.Terrain.Change;

namespace Glacier.Training.Data.Flow;

/// <summary>Sheets prepared for a network that begins with Horn–Schunck.</summary>
internal static class StartedSheets
{
    /// <summary>A photograph of a simulated glacier; ice is what does not move as most of the rock does.</summary>
    /// <param name="sheet">The pair.</param>
    /// <param name="random">Decides what is known of the outline.</param>
    public static StartedSheet OfSimulated(PairSheet sheet, SeededRandom random)
    {
        var still = Enumerable.Range(0, sheet.X.Length).GroupBy(i => (sheet.X[i], sheet.Y[i])).MaxBy(group => group.Count())!.Key;
        var ice = sheet.X.Zip(sheet.Y, (x, y) => (x, y) != still).ToArray();

        // as the product searches for what a speed of so much means
        var largest = Math.Max(sheet.X.Max(x => Math.Abs((int)x)), sheet.Y.Max(y => Math.Abs((int)y))) / 1024.0;
        return StartedSheet.Of(sheet, ice, Known(random, ice, sheet.Width, sheet.Height), Math.Clamp(1.3 * largest, 4, 16));
    }

    /// <summary>A painted pair of moving ice and still rock.</summary>
    /// <param name="patch">The pair.</param>
    /// <param name="random">Decides what is known of the outline.</param>
    /// <param name="largest">Displacements up to this many pixels are searched.</param>
    public static StartedSheet OfPainted(FlowPatch patch, SeededRandom random, double largest)
    {
        var side = patch.Side;
        var sheet = PairSheet.Of(side, side, patch.First, patch.Second, patch.X, patch.Y, patch.Weight);
        return StartedSheet.Of(sheet, patch.Ice, Known(random, patch.Ice, side, side), largest);
    }

    // mostly the outline, sometimes one that is off by pixels, sometimes none
    private static bool[]? Known(SeededRandom random, bool[] ice, int width, int height)
    {
        var kind = random.Unit();
        var (radius, shiftX, shiftY) = (1 + random.Below(4), random.Below(7) - 3, random.Below(7) - 3);
        if (kind < 0.6)
        {
            return ice;
        }

        if (kind > 0.8)
        {
            return null;
        }

        var wrong = new bool[ice.Length];
        for (var i = 0; i < wrong.Length; i++)
        {
            var (x, y) = (Math.Clamp((i % width) + shiftX, 0, width - 1), Math.Clamp((i / width) + shiftY, 0, height - 1));
            wrong[i] = ice[(y * width) + x];
        }

        return kind < 0.7 ? MaskGeometry.Dilate(wrong, width, height, radius) : wrong;
    }
}
