namespace Glacier.Terrain.Simulation;

/// <summary>An alpine landscape for a glacier to flow in: ridges, a main U-shaped valley across the domain, tributary cirques.</summary>
/// <remarks>
/// Drawn on a base grid of 256² cells with a margin, whatever the resolution asked for, so that a coarse and a fine simulation of one seed
/// stand on the same mountain. Ridged noise makes the peaks, stream erosion and slumping the gullies and aretes, then ice-carved
/// troughs are cut through.
/// </remarks>
internal sealed class MountainBed
{
    private const int Base = 256;
    private const int Margin = 24;
    private const int Side = Base + (2 * Margin);
    private readonly double[] elevation = new double[Side * Side];
    private readonly double[] catchment;
    private readonly double extent;
    private readonly double relief;
    private readonly GradientNoise detail;

    /// <summary>Draws the mountain of a seed.</summary>
    /// <param name="extent">Side of the domain, metres.</param>
    /// <param name="seed">Which mountain.</param>
    public MountainBed(double extent, int seed)
    {
        this.extent = extent;
        relief = Math.Clamp(extent / 6400, 0.5, 1.6);
        detail = new GradientNoise(seed + 9001);
        var random = new GradientNoise(seed);
        var shape = new Shape(extent, relief, random);
        Axis = shape.Main;
        Raise(shape, random);
        var cell = extent / Base;
        var drains = StreamErosion.Catchment(elevation, Side, Side, cell, i =>
        {
            var (away, along) = Axis.Nearest(((i % Side) - Margin + 0.5) * cell, ((i / Side) - Margin + 0.5) * cell);
            return away < 0.6 * Axis.HalfWidth(along) && along < 0.8;
        });
        catchment = Array.ConvertAll(drains, inside => inside ? 1.0 : 0.0);
    }

    /// <summary>The main valley.</summary>
    public Trough Axis { get; }

    /// <summary>Bed elevation on a grid of size² cells, row-major, north up.</summary>
    public double[] On(int size)
    {
        var bed = new double[size * size];
        var samples = Math.Max(1, (Base + size - 1) / size);
        var ratio = (double)Base / size;
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                var sum = 0.0;
                for (var k = 0; k < samples * samples; k++)
                {
                    var c = ((column + (((k % samples) + 0.5) / samples)) * ratio) - 0.5;
                    var r = ((row + (((k / samples) + 0.5) / samples)) * ratio) - 0.5;
                    sum += Cubic.Sample(elevation, Side, Side, c + Margin, r + Margin);
                    if (size > Base)
                    {
                        sum += 3 * relief * detail.Fractal(0.45 * c, 0.45 * r, 3);
                    }
                }

                bed[(row * size) + column] = sum / (samples * samples);
            }
        });
        return bed;
    }

    /// <summary>Fraction of each cell of a size² grid that drains into the main valley, where the simulated glacier gets its snow.</summary>
    public double[] Catchment(int size)
    {
        var fraction = new double[size * size];
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                fraction[(row * size) + column] = Cubic.Linear(
                    catchment, Side, Side, ((column + 0.5) * Base / size) - 0.5 + Margin, ((row + 0.5) * Base / size) - 0.5 + Margin);
            }
        });
        return fraction;
    }

    private void Raise(Shape shape, GradientNoise random)
    {
        var cell = extent / Base;
        var lowest = new double[Side * Side];
        Parallel.For(0, Side, row =>
        {
            for (var column = 0; column < Side; column++)
            {
                var (x, y) = ((column - Margin + 0.5) * cell, (row - Margin + 0.5) * cell);
                var i = (row * Side) + column;
                (elevation[i], lowest[i]) = shape.Raw(x, y);

                // or water would run in straight lines down even slopes
                elevation[i] += 8 * relief * random.Uniform(column + 5000, row);
            }
        });
        StreamErosion.RaiseHollows(elevation, Side, Side, cell);
        StreamErosion.Cut(elevation, Side, Side, cell, 0.008, 10, lowest);
        StreamErosion.Slump(elevation, Side, Side, cell, 14, i => 1.15 + (0.5 * random.At(0.04 * (i % Side), 0.04 * (i / Side))));
        StreamErosion.Cut(elevation, Side, Side, cell, 0.004, 3, lowest);
        Parallel.For(0, Side, row =>
        {
            for (var column = 0; column < Side; column++)
            {
                var (x, y) = ((column - Margin + 0.5) * cell, (row - Margin + 0.5) * cell);
                var i = (row * Side) + column;
                elevation[i] = shape.Carve(elevation[i], x, y);
            }
        });
        StreamErosion.Slump(elevation, Side, Side, cell, 8, i => 1.4 + (0.6 * random.At(0.05 * (i % Side), 0.05 * (i / Side))));
    }

    /// <summary>What a seed decides: where the valleys run and the peaks stand.</summary>
    private sealed class Shape
    {
        private readonly double extent;
        private readonly double relief;
        private readonly GradientNoise noise;
        private readonly Trough[] tributaries;

        public Shape(double extent, double relief, GradientNoise random)
        {
            (this.extent, this.relief, noise) = (extent, relief, random);
            (double X, double Y) Place(double u, double v, int k) =>
                (extent * (u + (0.05 * (random.Uniform(k, 1) - 0.5))), extent * (v + (0.05 * (random.Uniform(k, 2) - 0.5))));
            Main = new Trough(
                [Place(0.17, 0.24, 1), Place(0.32, 0.30, 2), Place(0.49, 0.44, 3), Place(0.66, 0.53, 4), Place(0.83, 0.60, 5), Place(1.06, 0.72, 6)],
                MainFloor,
                s => extent * (0.058 + (0.022 * s) + (0.02 * Math.Exp(-Square(s / 0.15)))));
            tributaries =
            [
                Tributary([Place(0.24, 0.73, 7), Place(0.33, 0.60, 8), Main.At(0.32 + (0.06 * random.Uniform(1, 7)))], 980, 0.036),
                Tributary([Place(0.68, 0.15, 9), Place(0.63, 0.31, 10), Main.At(0.48 + (0.06 * random.Uniform(2, 7)))], 960, 0.034),
                Tributary([Place(0.62, 0.88, 11), Place(0.66, 0.74, 12), Main.At(0.62 + (0.06 * random.Uniform(3, 7)))], 820, 0.028),
            ];
        }

        public Trough Main { get; }

        public (double Elevation, double Lowest) Raw(double x, double y)
        {
            var (away, along) = Main.Nearest(x, y);
            var floor = Main.Floor(along);
            var (u, v) = (x / extent, y / extent);
            var warpX = 0.10 * noise.Fractal((3 * u) + 40, 3 * v, 3);
            var warpY = 0.10 * noise.Fractal(3 * u, (3 * v) + 80, 3);
            var ridges = noise.Ridged((2.6 * (u + warpX)) + 3.1, (2.6 * (v + warpY)) + 7.7, 7);
            var massif = noise.At((1.7 * u) + 21, (1.7 * v) + 33);
            var outward = Math.Clamp(((away / extent) - 0.30) / 0.30, 0, 1);
            var crest = 1900 + (relief * (1080 + (900 * ridges) + (200 * massif) - (330 * along) - (800 * outward * outward * (3 - (2 * outward)))));
            var side = 1 - Math.Exp(-Math.Pow(away / (0.155 * extent), 1.9));
            var rough = 170 * relief * noise.Fractal((9 * u) + 3, (9 * v) + 9, 6);
            return (floor + (side * (Math.Max(crest - floor, 150 * relief * (1 - (8 * outward))) + rough)), away < 0.15 * extent ? floor : double.NegativeInfinity);
        }

        public double Carve(double elevation, double x, double y)
        {
            foreach (var tributary in tributaries)
            {
                elevation = Cut(elevation, tributary, x, y, 0.35);
            }

            return Cut(elevation, Main, x, y, 1);
        }

        private double Cut(double elevation, Trough trough, double x, double y, double fill)
        {
            var rough = 0.6 * noise.Fractal((6 * x / extent) + 11, (6 * y / extent) + 5, 5);
            var (away, along) = trough.Nearest(x, y);
            var wall = trough.Wall(away * (1 + rough), along);
            var carved = SmoothLower(elevation, wall, 70 * relief);
            var flat = away / trough.HalfWidth(along);
            return flat >= 1.3 ? carved : carved + (fill * (1 - Smooth(flat / 1.3)) * (wall - carved));
        }

        private double MainFloor(double s) => 1900 + (relief * ((700 * Math.Pow(1 - s, 1.3)) + (190 * (1 - s))
            + ((1 - s) * ((24 * Math.Sin(17 * s)) + (40 * noise.At((6 * s) + 0.5, 77)))) - (50 * Math.Exp(-Square((s - 0.40) / 0.1)))));

        private Trough Tributary(IReadOnlyList<(double X, double Y)> points, double rise, double width)
        {
            var (_, joins) = Main.Nearest(points[^1].X, points[^1].Y);
            var foot = MainFloor(joins) + (50 * relief);
            var head = 1900 + (relief * rise);
            return new Trough(points, s => foot + ((Math.Max(head, foot + (200 * relief)) - foot) * Math.Pow(1 - s, 0.8)), _ => extent * width);
        }

        private static double SmoothLower(double a, double b, double width)
        {
            var h = Math.Max(width - Math.Abs(a - b), 0) / width;
            return Math.Min(a, b) - (0.25 * h * h * width);
        }

        private static double Smooth(double t) => t * t * (3 - (2 * t));

        private static double Square(double value) => value * value;
    }
}
