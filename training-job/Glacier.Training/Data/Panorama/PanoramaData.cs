using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Glacier.Terrain;
using Glacier.Vision.Panorama;
using Glacier.Vision.Panorama.Simulation;

namespace Glacier.Training.Data.Panorama;

/// <summary>The pairs of a run: which one stands at each place is a function of seed and place alone.</summary>
public sealed class PanoramaData : ITrainingData<PanoramaBatch>
{
    private readonly IReadOnlyList<GroundPair> _training;
    private readonly IReadOnlyList<GroundPair> _validation;
    private readonly int _width;
    private readonly int _height;
    private readonly int _seed;
    private readonly double _painted;

    /// <summary>Pairs in memory.</summary>
    /// <param name="training">To learn from.</param>
    /// <param name="validation">Kept for validation.</param>
    /// <param name="width">Columns of the panoramas.</param>
    /// <param name="height">Rows of the panoramas.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="painted">Share of a batch, from its beginning, whose panoramas are painted; of the others only the ground is learnt, and where it is known they are varied.</param>
    /// <exception cref="InvalidInputException"><c>no-pairs</c>: one of the sides is empty; <c>pair-size</c>: a panorama of another size.</exception>
    public PanoramaData(IReadOnlyList<GroundPair> training, IReadOnlyList<GroundPair> validation, int width, int height, int seed, double painted = 1)
    {
        (_training, _validation, _width, _height, _seed, _painted) = (training, validation, width, height, seed, painted);
        if (training.Count == 0 || validation.Count == 0)
        {
            throw new InvalidInputException("pairs", "no-pairs", $"{training.Count} pairs to learn from, {validation.Count} for validation", "one of each or more", "Give more pairs.");
        }

        if (training.Concat(validation).FirstOrDefault(pair => pair.Panorama.Length != 3 * width * height || pair.Sky.Length != width * height) is { } odd)
        {
            throw new InvalidInputException(odd.Name, "pair-size", $"{odd.Panorama.Length / 3} pixels", $"{width} × {height} pixels", "Bring all panoramas to one size.");
        }

        var names = training.Select(pair => "train " + pair.Name).Concat(validation.Select(pair => "validation " + pair.Name));
        SplitHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))));
    }

    /// <summary>Side of a picture of the sample grid: four panoramas stand on each other in it.</summary>
    public int Side => _width;

    /// <summary>SHA-256 over the names of the pairs.</summary>
    public string SplitHash { get; }

    /// <summary>Pairs kept for validation.</summary>
    public IReadOnlyList<GroundPair> Validation => _validation;

    /// <summary>What is learnt from, in a line.</summary>
    public string Report => string.Create(CultureInfo.InvariantCulture, $"{_training.Count:N0} pairs to learn from, {_validation.Count:N0} for validation, panoramas of {_width} × {_height}");

    /// <summary>Makes or reads the pairs of a configuration.</summary>
    /// <param name="configuration">Where they are from.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="painted">Share of a batch that is painted.</param>
    /// <param name="dataFolder">Data folder.</param>
    /// <param name="cacheFolder">Folder for simulated pairs; null: nothing is kept.</param>
    /// <param name="report">Told (done, of) while simulated pairs are made.</param>
    /// <exception cref="InvalidInputException">There are none, or they cannot be read.</exception>
    public static PanoramaData Open(PanoramaDataConfiguration configuration, int seed, double painted, string dataFolder, string? cacheFolder, Action<int, int>? report = null)
    {
        var (width, height) = (configuration.Simulated.Width, configuration.Simulated.Height);
        if (configuration.Source != PanoramaSource.Simulated)
        {
            var (training, validation) = StreetViewPairs.Read(configuration, dataFolder);
            return new(training, validation, width, height, seed, painted);
        }

        return new(
            PairCache.Open(configuration.Simulated, configuration.FirstSeed, configuration.Mountains, configuration.PairsPerMountain, cacheFolder, report),
            PairCache.Open(configuration.Simulated, configuration.FirstSeed + configuration.Mountains, configuration.ValidationMountains, configuration.ValidationPairs, cacheFolder, report),
            width, height, seed, painted);
    }

    /// <inheritdoc/>
    public PanoramaBatch Train(long step, int count)
    {
        var batch = Collect(count, place => _training[Chance(place).Below(_training.Count)]);
        for (var place = PaintedOf(count, _painted); place < count && batch.Geometry is not null; place++)
        {
            var random = Chance(place);
            random.Below(_training.Count);
            GroundVariation.Apply(batch, place, random);
        }

        return batch;

        SeededRandom Chance(int place) => new(_seed, (step * count) + place);
    }

    /// <summary>How many of a batch are painted, from its first on: none of a share of 0, else one or more.</summary>
    public static int PaintedOf(int count, double share) => share == 0 ? 0 : Math.Max(1, (int)Math.Round(count * share));

    /// <inheritdoc/>
    /// <remarks>Neighbours in the batch are of different mountains.</remarks>
    public PanoramaBatch Validate(int first, int count)
    {
        var stride = 7;
        while (_validation.Count % stride == 0)
        {
            stride += 2;
        }

        return Collect(Math.Min(count, _validation.Count), place => _validation[(first + place) * stride % _validation.Count]);
    }

    private PanoramaBatch Collect(int count, Func<int, GroundPair> choose)
    {
        const int Tile = SimulatedPair.TilePixels * SimulatedPair.TilePixels;
        const int Cells = SimulatedPair.HeightCells * SimulatedPair.HeightCells;
        var (pixels, bins) = (_width * _height, 3 * SkyHistogram.Bins);
        var pairs = Enumerable.Range(0, count).Select(choose).ToArray();
        var geometry = pairs.All(pair => pair.Geometry is not null) ? new BatchGeometry(new float[count * pixels], new float[count * Cells], new float[count * _width]) : null;
        var batch = new PanoramaBatch(
            count, _width, _height, new float[count * 3 * Tile], new float[count * 3 * pixels], new float[count * pixels], new float[count * bins], new float[count], geometry);
        for (var i = 0; i < count; i++)
        {
            var pair = pairs[i];
            var half = 0.5f * pair.Side;
            Planes(pair.Tile, batch.Tiles.AsSpan(i * 3 * Tile, 3 * Tile));
            Planes(pair.Panorama, batch.Panoramas.AsSpan(i * 3 * pixels, 3 * pixels));
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                batch.Sky[(i * pixels) + pixel] = pair.Sky[pixel] / 255f;
            }

            Illumination(pair.Panorama, pair.Sky).CopyTo(batch.Illumination, i * bins);
            batch.EyeHeights[i] = pair.EyeHeight / half;
            if (geometry is not null)
            {
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    var depth = pair.Geometry!.Depth[pixel];
                    geometry.Depth[(i * pixels) + pixel] = float.IsNaN(depth) ? 0 : depth / half;
                }

                for (var cell = 0; cell < Cells; cell++)
                {
                    geometry.Heights[(i * Cells) + cell] = pair.Geometry!.Heights[cell] / half;
                }

                pair.Geometry!.Skyline.CopyTo(geometry.Skyline, i * _width);
            }
        }

        return batch;
    }

    /// <summary>What the render network is told of a sky: its histogram over the number of its pixels.</summary>
    /// <param name="rgb">Three bytes a pixel.</param>
    /// <param name="sky">128 or more in the sky.</param>
    public static float[] Illumination(byte[] rgb, byte[] sky)
    {
        var mask = Array.ConvertAll(sky, value => value >= 128);
        var total = Math.Max(mask.Count(here => here), 1);
        return [.. SkyHistogram.Of(rgb, mask).Counts.Select(count => count / total)];
    }

    private static void Planes(byte[] rgb, Span<float> planes)
    {
        var pixels = rgb.Length / 3;
        for (var i = 0; i < rgb.Length; i++)
        {
            planes[(i % 3 * pixels) + (i / 3)] = rgb[i] / 255f;
        }
    }
}
