using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Vision.Velocity;

namespace Glacier.Training.Data.Flow;

/// <summary>Pairs of images with known motion. What stands at each place is a function of seed and place alone.</summary>
/// <remarks>Four sources: photographs of simulated glaciers, drawn surfaces and real images under glacier-like flow, and real pairs that Horn–Schunck labelled.</remarks>
public sealed class FlowData : ITrainingData<FlowBatch>
{
    // validation must not depend on the seed of a run
    private const int ValidationSeed = 20230815;

    // painted around each pair, so that its channels know what lies beyond its edge: half their reach, where most of it is
    private const int Frame = 13;

    private readonly FlowDataConfiguration _configuration;
    private readonly int _seed;
    private readonly SurfaceChanges _changes = new();
    private readonly FlowPatch _patch;
    private readonly bool _started;
    private readonly Sources _training;
    private readonly Sources _validation;
    private readonly (List<StartedSheet> Simulated, List<StartedSheet> Painted) _trainingStarted = ([], []);
    private readonly (List<StartedSheet> Simulated, List<StartedSheet> Painted) _validationStarted = ([], []);

    /// <summary>Gathers the sources; what must be rendered first takes minutes and is kept in the cache folder.</summary>
    /// <param name="configuration">Shares and sources.</param>
    /// <param name="dataFolder">What the real images are below; not looked at where their shares are 0.</param>
    /// <param name="seed">Another seed, other training pairs.</param>
    /// <param name="cacheFolder">Where to keep what was rendered; null: nowhere.</param>
    /// <param name="progress">Told what is being made.</param>
    /// <exception cref="ArgumentException">A rule of <see cref="FlowDataConfiguration.Faults"/> is broken.</exception>
    /// <exception cref="InvalidInputException">A real image is absent.</exception>
    public FlowData(FlowDataConfiguration configuration, string dataFolder, int seed, string? cacheFolder = null, Action<string>? progress = null)
    {
        if (configuration.Faults().FirstOrDefault() is { Member: not null } fault)
        {
            throw new ArgumentException($"{fault.Member}: found {fault.Found}; expected {fault.Expected}", nameof(configuration));
        }

        _started = configuration.Start != FlowStart.Zero;
        (_configuration, _seed, _patch) = (configuration, seed, new FlowPatch(_started ? configuration.StartedSide : configuration.Side + (2 * Frame)));
        var cache = new FlowCache(cacheFolder);
        List<PairSheet> simulated = [], simulatedValidation = [], labelled = [];
        List<TextureCanvas> ice = [], rock = [], iceValidation = [], rockValidation = [];
        if (configuration.SimulatedShare > 0)
        {
            for (var k = 0; k < configuration.Glaciers; k++)
            {
                progress?.Invoke($"simulated glacier {k + 1} of {configuration.Glaciers + 1}");
                simulated.AddRange(Simulated(SimulatedSheets.TrainingSeed + k, configuration.PairsPerGlacier));
            }

            progress?.Invoke($"simulated glacier {configuration.Glaciers + 1} of {configuration.Glaciers + 1}");
            simulatedValidation = Simulated(SimulatedSheets.ValidationSeed, Math.Min(configuration.PairsPerGlacier, 3));
        }

        if (configuration.DrawnShare > 0)
        {
            progress?.Invoke("drawn surfaces");
            var (number, side) = (configuration.DrawnSurfaces, configuration.DrawnSide);
            ice = Drawn("ice", side, 1, number, DrawnSurface.Ice);
            rock = Drawn("rock", side, 1, (number + 2) / 3, DrawnSurface.Rock);
            iceValidation = Drawn("ice", side, 10_001, (number + 3) / 4, DrawnSurface.Ice);
            rockValidation = Drawn("rock", side, 10_001, (number + 11) / 12, DrawnSurface.Rock);
        }

        var (real, realValidation) = (new List<Entry>(), new List<Entry>());
        if (configuration.WarpedShare > 0)
        {
            progress?.Invoke("real images");
            foreach (var images in configuration.Images)
            {
                var (training, validation) = RealImage.Read(images, dataFolder, _patch.Side + 8);
                real.Add(new Entry(images.Weight, training));
                realValidation.Add(new Entry(images.Weight, validation));
            }

            real.RemoveAll(entry => entry.Canvases.Count == 0);
            realValidation.RemoveAll(entry => entry.Canvases.Count == 0);
            if (real.Count == 0)
            {
                throw new InvalidInputException(dataFolder, "no-image", $"no real image of at least {_patch.Side + 8} pixels either way", "images to warp", "Name larger images in data.images, or set data.warpedShare to 0.");
            }
        }

        if (configuration.LabelledShare > 0)
        {
            foreach (var pair in configuration.Labelled.Pairs)
            {
                progress?.Invoke($"Horn–Schunck of {string.Join(" and ", pair)}");
                labelled.AddRange(cache.Sheets(
                    $"labelled {configuration.Labelled.Folder} {configuration.Labelled.Mask} {string.Join(' ', pair)}", () => [LabelledSheets.Of(configuration.Labelled, pair, dataFolder)]));
            }
        }

        // labels of the method to beat are no truth to validate with
        _training = new Sources(simulated, ice, rock, real, labelled, configuration.Shares);
        _validation = new Sources(simulatedValidation, iceValidation, rockValidation, realValidation, [], configuration.Shares);

        if (_started)
        {
            (_trainingStarted, _validationStarted) = (Started(_training, seed: 1, configuration.StartedSheets), Started(_validation, ValidationSeed, (configuration.StartedSheets + 5) / 6));
        }

        (List<StartedSheet> Simulated, List<StartedSheet> Painted) Started(Sources sources, int seed, int number)
        {
            progress?.Invoke($"Horn–Schunck of {sources.Simulated.Count} photographs and {(sources.HasCanvases ? number : 0)} painted pairs");
            var of = $"{seed} {JsonSerializer.Serialize(configuration with { Side = 0, Glaciers = 0, SimulatedShare = 0 }, JsonSerializerOptions.Web)}";
            return (
                [.. sources.Simulated.Select((sheet, k) => cache.Started($"started 3 {sheet.Fingerprint}", () => [StartedSheets.OfSimulated(sheet, new SeededRandom(seed, k))])[0])],
                sources.HasCanvases ? cache.Started($"started painted 3 {of} {number}", () => Enumerable.Range(0, number).Select(k => Painted(sources, new SeededRandom(seed, 1000 + k)))) : []);
        }

        StartedSheet Painted(Sources sources, SeededRandom random)
        {
            PaintCanvas(sources, random, sources.ChooseCanvas(random.Unit()));
            return StartedSheets.OfPainted(_patch, random, Math.Max(configuration.LargestDisplacement * 1.3, 4));
        }

        List<PairSheet> Simulated(int glacier, int pairs) =>
            cache.Sheets($"simulated {glacier} {configuration.GlacierCells} {pairs}", () => SimulatedSheets.Of(glacier, configuration.GlacierCells, pairs));

        List<TextureCanvas> Drawn(string kind, int side, int first, int number, Func<int, int, TextureCanvas> draw) =>
            cache.Canvases($"drawn {kind} {side} {first} {number}", () => Enumerable.Range(first, number).Select(k => draw(side, k)));
    }

    /// <summary>Columns and rows of a pair.</summary>
    public int Side => _configuration.Side;

    /// <summary>Channels of the images, in order.</summary>
    public IReadOnlyList<string> ChannelNames => FlowChannels.Names;

    /// <summary>SHA-256 over what the validation pairs are made of: equal hashes, equal validation.</summary>
    public string SplitHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(_configuration, JsonSerializerOptions.Web) + ValidationSeed)));

    /// <summary>The pairs of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="count">Pairs per step.</param>
    public FlowBatch Train(long step, int count)
    {
        SeededRandom Chance(int place) => new(_seed, (step * count) + place);
        return _started ? Collect(_trainingStarted, count, Chance) : Collect(_training, count, Chance);
    }

    /// <summary>Validation pairs: other glaciers, other surfaces, other images or other parts of them. The same for every seed.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">Pairs.</param>
    public FlowBatch Validate(int first, int count)
    {
        SeededRandom Chance(int place) => new(ValidationSeed, first + place);
        return _started ? Collect(_validationStarted, count, Chance) : Collect(_validation, count, Chance);
    }

    /// <summary>Writes training pairs as a picture: first image with arrows, second image, length of the displacement, weight.</summary>
    /// <param name="path">Name of the PNG.</param>
    /// <param name="columns">Pairs side by side.</param>
    /// <param name="rows">Pairs below each other.</param>
    public void WriteSheet(string path, int columns, int rows)
    {
        var sheet = new FlowSheet(columns, rows, Side, _configuration.LargestDisplacement);
        lock (_patch)
        {
            for (var place = 0; place < columns * rows; place++)
            {
                Paint(_training, new SeededRandom(_seed, place));
                sheet.Draw(place, _patch);
            }
        }

        sheet.Save(path);
    }

    private FlowBatch Collect((List<StartedSheet> Simulated, List<StartedSheet> Painted) sheets, int count, Func<int, SeededRandom> chance)
    {
        var (size, channels) = (Side * Side, ChannelNames.Count);
        var batch = new FlowBatch(
            count, Side, new float[count * channels * size], new float[count * channels * size], new float[count * 2 * size], new float[count * size],
            new float[count * HornSchunckStart.Planes * size]);
        var share = _configuration.Shares[0] / _configuration.Shares.Sum();
        for (var place = 0; place < count; place++)
        {
            var random = chance(place);
            var simulated = random.Unit() < share;
            var from = (simulated && sheets.Simulated.Count > 0) || sheets.Painted.Count == 0 ? sheets.Simulated : sheets.Painted;
            from[random.Below(from.Count)].Cut(random, place, batch);
        }

        return batch;
    }

    private FlowBatch Collect(Sources sources, int count, Func<int, SeededRandom> chance)
    {
        var (side, size, channels) = (Side, Side * Side, ChannelNames.Count);
        var batch = new FlowBatch(count, side, new float[count * channels * size], new float[count * channels * size], new float[count * 2 * size], new float[count * size]);
        lock (_patch)
        {
            for (var place = 0; place < count; place++)
            {
                var random = chance(place);
                Paint(sources, random);

                // of the image as a whole the contrast floor is another: the network must not rely on the channels' amplitude
                var amplitude = (float)(0.7 + (0.6 * random.Unit()));
                Cut(FlowChannels.Of(_patch.First, null, _patch.Side, _patch.Side), channels, amplitude, batch.First.AsSpan(place * channels * size));
                Cut(FlowChannels.Of(_patch.Second, null, _patch.Side, _patch.Side), channels, amplitude, batch.Second.AsSpan(place * channels * size));
                Cut(_patch.X, 1, 1, batch.Flow.AsSpan(place * 2 * size));
                Cut(_patch.Y, 1, 1, batch.Flow.AsSpan(((place * 2) + 1) * size));
                Cut(_patch.Weight, 1, 1, batch.Weight.AsSpan(place * size));
                DropUnseen(batch.Flow.AsSpan(place * 2 * size, 2 * size), batch.Weight.AsSpan(place * size, size));
            }
        }

        return batch;
    }

    private void Paint(Sources sources, SeededRandom random)
    {
        var source = sources.Choose(random.Unit());
        switch (source)
        {
            case 0:
                sources.Simulated[random.Below(sources.Simulated.Count)].Cut(random, _patch);
                _changes.Finish(random, _patch, 0.5 * _configuration.Changes);
                break;
            case 1 or 2:
                PaintCanvas(sources, random, source);
                break;
            default:
                sources.Labelled[random.Below(sources.Labelled.Count)].Cut(random, _patch);
                _changes.Finish(random, _patch, 0.5 * _configuration.Changes);
                break;
        }
    }

    private void PaintCanvas(Sources sources, SeededRandom random, int source)
    {
        if (source == 1)
        {
            var rock = sources.Rock[random.Below(sources.Rock.Count)];
            Warp(random, sources.Ice[random.Below(sources.Ice.Count)], rock, rock, drawn: true);
            return;
        }

        var canvas = sources.RealCanvas(random);
        Warp(random, canvas, random.Unit() < 0.7 ? canvas : sources.RealCanvas(random), sources.RealCanvas(random), drawn: false);
    }

    private void Warp(SeededRandom random, TextureCanvas ice, TextureCanvas rock, TextureCanvas other, bool drawn)
    {
        var (side, largest) = (_patch.Side, _configuration.LargestDisplacement);
        var flow = GlacierFlow.Draw(random, side, largest);
        var coarsest = drawn ? 1.45 : 1.6;

        // drawn ice flows along its rows; that of real images may seem to go any way
        var onIce = CanvasPose.DrawKnown(random, ice, side, largest, coarsest, drawn && random.Unit() < 0.8 ? flow.Heading + (0.6 * (random.Unit() - 0.5)) : null);
        var onRock = ReferenceEquals(ice, rock) ? onIce : CanvasPose.DrawKnown(random, rock, side, 1, coarsest);
        var (shiftX, shiftY) = random.Unit() < 0.5 ? (0f, 0f) : ((float)(1.6 * (random.Unit() - 0.5)), (float)(1.6 * (random.Unit() - 0.5)));
        MovingScene.Paint(ice, onIce, rock, onRock, flow, shiftX, shiftY, _patch);
        _changes.Apply(random, _patch, other, _configuration.Changes);
    }

    private void Cut(float[] planes, int count, float factor, Span<float> target)
    {
        var (side, from) = (Side, _patch.Side);
        for (var plane = 0; plane < count; plane++)
        {
            for (var row = 0; row < side; row++)
            {
                var source = planes.AsSpan((plane * from * from) + ((row + Frame) * from) + Frame, side);
                var line = target.Slice((plane * side * side) + (row * side), side);
                for (var column = 0; column < side; column++)
                {
                    line[column] = factor * source[column];
                }
            }
        }
    }

    // what is unknown in the first image, or arrives outside the frame or on unknown ground of the second, cannot be found
    private void DropUnseen(Span<float> flow, Span<float> weight)
    {
        var side = Side;
        for (var i = 0; i < weight.Length; i++)
        {
            var (column, row) = (i % side, i / side);
            var (x, y) = (column + flow[i], row + flow[(side * side) + i]);
            if (!(x >= 0 && y >= 0 && x <= side - 1 && y <= side - 1)
                || float.IsNaN(_patch.First[((row + Frame) * _patch.Side) + column + Frame])
                || float.IsNaN(_patch.Second[(((int)MathF.Round(y) + Frame) * _patch.Side) + (int)MathF.Round(x) + Frame]))
            {
                weight[i] = 0;
            }
        }
    }

    private sealed record Entry(double Weight, List<TextureCanvas> Canvases);

    private sealed class Sources(List<PairSheet> simulated, List<TextureCanvas> ice, List<TextureCanvas> rock, List<Entry> real, List<PairSheet> labelled, double[] shares)
    {
        // a share without anything behind it goes to the others
        private readonly double[] _shares = [simulated.Count > 0 ? shares[0] : 0, ice.Count > 0 ? shares[1] : 0, real.Count > 0 ? shares[2] : 0, labelled.Count > 0 ? shares[3] : 0];

        public List<PairSheet> Simulated { get; } = simulated;

        public List<TextureCanvas> Ice { get; } = ice;

        public List<TextureCanvas> Rock { get; } = rock;

        public List<PairSheet> Labelled { get; } = labelled;

        public bool HasCanvases => _shares[1] + _shares[2] > 0;

        /// <summary>1: drawn, 2: real.</summary>
        public int ChooseCanvas(double unit) => Index([0, _shares[1], _shares[2]], unit);

        public int Choose(double unit) => Index(_shares, unit);

        public TextureCanvas RealCanvas(SeededRandom random)
        {
            var canvases = real[Index([.. real.Select(entry => entry.Weight)], random.Unit())].Canvases;
            return canvases[random.Below(canvases.Count)];
        }

        private static int Index(double[] weights, double unit)
        {
            var rest = unit * weights.Sum();
            for (var k = 0; k < weights.Length; k++)
            {
                rest -= weights[k];
                if (rest < 0 && weights[k] > 0)
                {
                    return k;
                }
            }

            return Array.FindLastIndex(weights, weight => weight > 0);
        }
    }
}
