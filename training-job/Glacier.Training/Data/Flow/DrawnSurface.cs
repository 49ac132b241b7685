using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Training.Data.Flow;

/// <summary>Near-infrared pictures of ice and rock made of noise, twice as fine as a satellite sees them.</summary>
internal static class DrawnSurface
{
    /// <summary>Pixels of a canvas per pixel of a patch.</summary>
    public const double Fineness = 1.7;

    // blurs what is finer than a patch's pixel
    private const double PointSpread = 1.0;

    /// <summary>Ice that flows along the rows: foliation, crevasses across the flow and at the margin, ogives, moraines, melt water, uneven ground in slanting light.</summary>
    /// <param name="side">Columns and rows.</param>
    /// <param name="seed">Another seed is another glacier.</param>
    public static TextureCanvas Ice(int side, int seed)
    {
        var random = new SeededRandom(seed, 1);
        var (noise, other) = (new GradientNoise(seed), new GradientNoise(unchecked((seed * 31) + 5)));
        var foliation = 0.02 + (0.09 * random.Unit() * random.Unit());
        var mottling = 0.03 + (0.14 * random.Unit());
        var relief = 0.05 + (0.28 * random.Unit());
        var (across, acrossLength, acrossCover) = (0.30 * random.Unit(), 7 + (9 * random.Unit()), -0.35 + (0.5 * random.Unit()));
        var (slanting, slantingLength) = (0.25 * random.Unit(), 7 + (7 * random.Unit()));
        var (ogives, ogiveLength) = (random.Unit() < 0.5 ? 0.02 + (0.06 * random.Unit()) : 0, 30 + (60 * random.Unit()));
        var bend = 0.4 / side * (0.3 + random.Unit());
        var moraines = Enumerable.Range(0, random.Below(4)).Select(_ => (At: side * random.Unit(), Width: 4 + (22 * random.Unit() * random.Unit()))).ToArray();
        var ponds = random.Unit() < 0.4 ? 0.45 + (0.2 * random.Unit()) : 9;
        var level = 0.4 + (0.3 * random.Unit());
        return Paint(side, (column, row) =>
        {
            // everything across the flow is an arc that the faster middle carries ahead
            double x = column + (bend * (row - (0.5 * side)) * (row - (0.5 * side))), y = row + (9 * noise.At(column / 190.0, (row / 190.0) + 40));
            var value = level + (foliation * ((1.2 * noise.At(x / 170, y / 11)) + noise.At((x / 90) + 9, (y / 5.5) + 3)))
                + (mottling * noise.Fractal((x / 46) + 71, (y / 46) - 12, 4));
            value += relief * (other.Fractal((x + 1.4) / 17, (y + 1.4) / 17, 3) - other.Fractal(x / 17, y / 17, 3)) * 2;
            var cover = HermiteStep.Of((noise.Fractal((x / 210) - 5, (y / 210) + 8, 3) - acrossCover) / 0.25);
            if (cover > 0)
            {
                var ridge = 1 - (2.6 * Math.Abs(other.At((x / acrossLength) + 15, (y / (3.2 * acrossLength)) - 22)));
                value -= across * cover * Math.Max(ridge, 0);
            }

            var side1 = HermiteStep.Of((noise.Fractal((x / 260) + 61, (y / 260) - 18, 2) - 0.12) / 0.2);
            if (side1 > 0)
            {
                var (a, b) = ((x + y) * 0.7071, (y - x) * 0.7071);
                value -= slanting * side1 * Math.Max(1 - (2.6 * Math.Abs(noise.At((a / slantingLength) - 35, (b / (3 * slantingLength)) + 2))), 0);
            }

            value += ogives * Math.Sin((Math.Tau * x / ogiveLength) + (2.5 * noise.At(x / 120, y / 200))) * HermiteStep.Of((noise.Fractal((x / 300) - 81, (y / 300) + 5, 2) + 0.15) / 0.2);
            foreach (var (at, width) in moraines)
            {
                var away = Math.Abs(y - at) / (width * (1 + (0.5 * noise.At(x / 75, at))));
                value += away < 1.6 ? HermiteStep.Of(1.6 - away) * ((0.55 * level) + (0.2 * other.Fractal(x / 8, y / 8, 2)) - value) : 0;
            }

            var water = HermiteStep.Of((other.Fractal((x / 38) - 7, (y / 16) + 90, 2) - ponds) / 0.06);
            return value - (water * 0.7 * value);
        });
    }

    /// <summary>Rock, debris and scrub beside the ice: ridges in slanting light over patches of other ground.</summary>
    /// <param name="side">Columns and rows.</param>
    /// <param name="seed">Another seed is another valley side.</param>
    public static TextureCanvas Rock(int side, int seed)
    {
        var random = new SeededRandom(seed, 2);
        var (noise, other) = (new GradientNoise(seed), new GradientNoise(unchecked((seed * 37) + 11)));
        var (relief, size) = (0.25 + (0.5 * random.Unit()), 40 + (60 * random.Unit()));
        var (level, patches, grain) = (0.2 + (0.25 * random.Unit()), 0.1 + (0.3 * random.Unit()), 0.08 + (0.2 * random.Unit()));
        return Paint(side, (x, y) =>
            level + (patches * noise.Fractal(x / 120.0, y / 120.0, 3))
            + (relief * (other.Ridged((x + 1.5) / size, (y + 1.5) / size, 4) - other.Ridged(x / size, y / size, 4)) * 5)
            + (grain * noise.Fractal((x / 9.0) + 33, (y / 9.0) - 21, 3)));
    }

    private static TextureCanvas Paint(int side, Func<int, int, double> value)
    {
        var values = new float[side * side];
        Parallel.For(0, side, row =>
        {
            for (var column = 0; column < side; column++)
            {
                values[(row * side) + column] = (float)Math.Clamp(value(column, row), 0.02, 1.1);
            }
        });
        return new TextureCanvas(side, side, Smoothing.Gaussian(values, side, side, PointSpread), Fineness);
    }
}
