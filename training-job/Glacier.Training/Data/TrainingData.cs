using Glacier.Training.Configuration;

namespace Glacier.Training.Data;

/// <summary>The pairs of a run: which picture, which crop and which variation stand at each place is a function of seed and place alone.</summary>
public sealed class TrainingData : ITrainingData<Batch>
{
    private readonly DataConfiguration _configuration;
    private readonly PictureCache _cache;
    private readonly SampleMaker _maker;
    private readonly int _seed;
    private readonly CachedPicture[][] _folders;
    private readonly double[] _cumulative;

    /// <summary>Pairs out of a cache.</summary>
    public TrainingData(DataConfiguration configuration, PictureCache cache, int seed)
    {
        (_configuration, _cache, _seed, _maker) = (configuration, cache, seed, new SampleMaker(configuration));
        _folders = [.. configuration.Folders.Select((_, folder) => cache.Pictures.Where(picture => picture.Folder == folder && !picture.Validation).ToArray())];
        var weights = configuration.Folders.Select((folder, number) => _folders[number].Length > 0 ? folder.Weight : 0).ToArray();
        _cumulative = [.. weights.Select((_, number) => weights[..(number + 1)].Sum() / weights.Sum())];
        Validation = [.. cache.Pictures.Where(picture => picture.Validation).OrderBy(picture => PictureCacheWriter.Position(picture.Name + "#"))];
    }

    /// <summary>Pictures kept out of training, in an order without meaning but always the same.</summary>
    public IReadOnlyList<CachedPicture> Validation { get; }

    /// <inheritdoc/>
    public int Side => _configuration.Resolution;

    /// <summary>Pictures to train on.</summary>
    public int TrainingCount => _folders.Sum(folder => folder.Length);

    /// <summary>The pairs of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="count">Pairs per step.</param>
    public Batch Train(long step, int count) => Collect(count, place =>
    {
        var random = new SeededRandom(_seed, (step * count) + place);
        var unit = random.Unit();
        var folder = Array.FindIndex(_cumulative, end => unit < end);
        var pictures = _folders[folder < 0 ? _folders.Length - 1 : folder];
        return (pictures[random.Below(pictures.Length)], random);
    });

    /// <summary>Validation pairs, without variation: the centre of each picture.</summary>
    /// <param name="first">Number of the first; beyond the last it begins again.</param>
    /// <param name="count">Pairs.</param>
    public Batch Validate(int first, int count) => Collect(count, place => (Validation[(first + place) % Validation.Count], null));

    /// <summary>The same pictures with other maps of them.</summary>
    /// <param name="channels">Names of the maps.</param>
    public TrainingData With(IReadOnlyList<string> channels) => new(_configuration with { Channels = channels }, _cache, _seed);

    private Batch Collect(int count, Func<int, (CachedPicture Picture, SeededRandom? Random)> choose)
    {
        var (side, channels) = (_configuration.Resolution, _configuration.Channels.Count);
        var batch = new Batch(new float[count * channels * side * side], new float[count * 3 * side * side], count, channels, side);
        for (var place = 0; place < count; place++)
        {
            var (picture, random) = choose(place);
            var (rgb, sky) = _cache.Read(picture);
            _maker.Make(
                picture, rgb, sky, random,
                batch.Conditions.AsSpan(place * channels * side * side, channels * side * side),
                batch.Pictures.AsSpan(place * 3 * side * side, 3 * side * side));
        }

        return batch;
    }
}
