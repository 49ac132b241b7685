using Glacier.Terrain.Simulation;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Training.Data.Flow;

/// <summary>Photographs of simulated glaciers (<see cref="SimulatedImagePair"/>) with the true motion between them.</summary>
internal static class SimulatedSheets
{
    /// <summary>Seeds of glaciers to learn from count up from here; evaluations use none above 99.</summary>
    public const int TrainingSeed = 200;

    /// <summary>Seeds of glaciers to validate with count up from here.</summary>
    public const int ValidationSeed = 100;

    private const double Cell = 25;

    /// <summary>Photographs one glacier in several years, under several skies.</summary>
    /// <param name="seed">Of the mountain.</param>
    /// <param name="cells">Along each side.</param>
    /// <param name="pairs">How many.</param>
    public static IEnumerable<PairSheet> Of(int seed, int cells, int pairs)
    {
        int[] years = [1950, 1985, 2015];
        var glacier = GlacierSimulation.Run(new SimulationOptions(years[..Math.Min(pairs, years.Length)], cells, Cell, seed));
        for (var k = 0; k < pairs; k++)
        {
            var random = new SeededRandom(seed, k);
            var year = glacier.Years[k % glacier.Years.Count];
            yield return Sheet(SimulatedImagePair.Of(year, Options(random, seed, k, year)));
        }
    }

    private static SimulatedImageOptions Options(SeededRandom random, int seed, int pair, SimulatedYear year)
    {
        // days are chosen so that the fastest ice moves 0.5 to 7 pixels of 10 m, more often little
        var fastest = Enumerable.Range(0, year.Ice.Length).Where(i => year.Ice[i])
            .Select(i => Math.Sqrt((year.VelocityX.Values[i] * year.VelocityX.Values[i]) + (year.VelocityY.Values[i] * year.VelocityY.Values[i]))).DefaultIfEmpty(100).Max();
        var days = 0.5 * Math.Pow(14, random.Unit()) * 10 / Math.Max(fastest, 1) * 365.2425;
        var (azimuth, elevation) = (120 + (90 * random.Unit()), 30 + (28 * random.Unit()));
        return new SimulatedImageOptions(
            PixelSize: 10, Days: Math.Round(Math.Clamp(days, 3, 1500)), Seed: (100 * seed) + pair, Noise: 0.003 + (0.017 * random.Unit()), SnowCover: 0.15 * random.Unit(),
            SunAzimuths: (azimuth, azimuth + (16 * (random.Unit() - 0.5))), SunElevations: (elevation, elevation + (12 * (random.Unit() - 0.5))),
            ShiftX: 1.6 * (random.Unit() - 0.5), ShiftY: 1.6 * (random.Unit() - 0.5), Haze: 0.12 * random.Unit());
    }

    private static PairSheet Sheet(SimulatedImagePair pair)
    {
        var (width, height) = (pair.First.Width, pair.First.Height);
        var weight = new float[width * height];
        for (var i = 0; i < weight.Length; i++)
        {
            var (x, y) = (i % width + pair.Truth.X[i] - pair.Options.ShiftX, i / width + pair.Truth.Y[i] - pair.Options.ShiftY);
            var (column, row) = ((int)Math.Round(x), (int)Math.Round(y));
            var seen = (uint)column < (uint)width && (uint)row < (uint)height;
            weight[i] = seen && (!pair.Ice[i] || pair.Ice[(row * width) + column]) ? 1 : 0;
        }

        return PairSheet.Of(width, height, pair.First.Values, pair.Second.Values, pair.Truth.X, pair.Truth.Y, weight);
    }
}
