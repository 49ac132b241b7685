using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>How a survey differs from the truth: misplaced by a little, and noisy.</summary>
/// <param name="Dx">Metres that the terrain appears too far east.</param>
/// <param name="Dy">Metres that the terrain appears too far north.</param>
/// <param name="Dz">Metres that it appears too high.</param>
/// <param name="WhiteNoise">Standard deviation of the noise of single pixels, metres.</param>
/// <param name="CorrelatedNoise">Standard deviation of the noise that changes over some hundred metres, metres.</param>
public sealed record SurveyError(double Dx, double Dy, double Dz, double WhiteNoise, double CorrelatedNoise)
{
    /// <summary>A survey without error.</summary>
    public static SurveyError None { get; } = new(0, 0, 0, 0, 0);

    private const double CorrelationLength = 400;

    // standard deviation of the fractal noise below at amplitude 1
    private const double FractalDeviation = 0.19;

    /// <summary>The error of one year of a series: none in the misplacement of the first, up to 1.5 pixels and 3 m in the others.</summary>
    /// <param name="options">Seed, cell size and whether surveys are clean.</param>
    /// <param name="year">Calendar year.</param>
    public static SurveyError Of(SimulationOptions options, int year)
    {
        if (options.Clean)
        {
            return None;
        }

        var random = new GradientNoise(options.Seed + 4711);
        if (year == options.Years[0])
        {
            return new SurveyError(0, 0, 0, 0.5, 0.4);
        }

        double Signed(int k) => (2 * random.Uniform(year, k)) - 1;
        return new SurveyError(1.5 * options.CellSize * Signed(1), 1.5 * options.CellSize * Signed(2), 3 * Signed(3), 0.5, 0.4);
    }

    /// <summary>What the survey measures: the surface sampled bicubically at the displaced places, NaN where those lie outside, plus noise.</summary>
    /// <param name="surface">The true surface.</param>
    /// <param name="seed">Seed of the noise; another for every survey.</param>
    public Raster Apply(Raster surface, int seed)
    {
        if (this == None)
        {
            return surface.With((float[])surface.Values.Clone());
        }

        var (width, height) = (surface.Width, surface.Height);
        var truth = Array.ConvertAll(surface.Values, value => (double)value);
        var measured = new float[truth.Length];
        var noise = new GradientNoise(seed);
        var (pixelWidth, pixelHeight) = (surface.Transform.PixelWidth, surface.Transform.PixelHeight);
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var (c, r) = (column - (Dx / pixelWidth), row + (Dy / pixelHeight));
                if (c < 0 || r < 0 || c > width - 1 || r > height - 1)
                {
                    measured[(row * width) + column] = float.NaN;
                    continue;
                }

                // Box–Muller
                var white = Math.Sqrt(-2 * Math.Log(1 - (0.999999 * noise.Uniform(column, row)))) * Math.Cos(Math.Tau * noise.Uniform(column + 100_000, row));
                var broad = noise.Fractal(column * pixelWidth / CorrelationLength, row * pixelHeight / CorrelationLength, 3) / FractalDeviation;
                measured[(row * width) + column] =
                    (float)(Cubic.Sample(truth, width, height, c, r) + Dz + (WhiteNoise * white) + (CorrelatedNoise * broad));
            }
        });
        return surface.With(measured);
    }
}
