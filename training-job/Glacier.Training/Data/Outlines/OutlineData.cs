using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Glacier.Terrain;
using Glacier.Training.Networks.Outlines;

namespace Glacier.Training.Data.Outlines;

/// <summary>The windows of a run: which scene, which part of it and which variation stand at each place is a function of seed and place alone.</summary>
public sealed class OutlineData : ITrainingData<OutlineBatch>
{
    private readonly OutlineDataConfiguration _configuration;
    private readonly WindowMaker _maker;
    private readonly int _seed;
    private readonly IReadOnlyList<LabelledScene>[] _sources;
    private readonly double[] _cumulative;
    private readonly IReadOnlyList<LabelledScene> _validation;

    /// <summary>Windows out of scenes in memory.</summary>
    /// <param name="configuration">Channels, side, augmentation.</param>
    /// <param name="location">What is told of the place.</param>
    /// <param name="sources">Scenes to train on with the weights of their sources; a source without scenes is left out.</param>
    /// <param name="validation">Scenes kept for validation; those that are larger than a window are cut to their centre.</param>
    /// <param name="seed">Seed.</param>
    /// <exception cref="InvalidInputException">There is nothing to train on, nothing to validate, or a scene has none of the channels.</exception>
    public OutlineData(
        OutlineDataConfiguration configuration, LocationEncoding location, IReadOnlyList<(IReadOnlyList<LabelledScene> Scenes, double Weight)> sources, IReadOnlyList<LabelledScene> validation, int seed)
    {
        (_configuration, _seed, _maker, _validation) = (configuration, seed, new WindowMaker(configuration, location), validation);
        var filled = sources.Where(source => source.Scenes.Count > 0).ToArray();
        if (filled.Length == 0 || validation.Count == 0)
        {
            throw new InvalidInputException(
                "tiles", "no-tiles", $"{filled.Sum(source => source.Scenes.Count)} tiles to learn from, {validation.Count} for validation", "one of each or more",
                "Give folders with images and masks of the same names on both sides of the split.");
        }

        foreach (var scene in filled.SelectMany(source => source.Scenes).Concat(validation))
        {
            if (!configuration.Channels.Any(channel => scene.ChannelOf(channel) >= 0))
            {
                throw new InvalidInputException(scene.Name, "tile-bands", string.Join(", ", scene.Channels), "some of " + string.Join(", ", configuration.Channels), "Name the tile's bands, or change data.channels.");
            }
        }

        _sources = [.. filled.Select(source => source.Scenes)];
        _cumulative = [.. filled.Select((_, number) => filled[..(number + 1)].Sum(source => source.Weight) / filled.Sum(source => source.Weight))];
        var lines = _sources.SelectMany(scenes => scenes).Select(scene => $"train {scene.Name}").Concat(validation.Select(scene => $"validation {scene.Name}"));
        SplitHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <inheritdoc/>
    public int Side => _configuration.Side;

    /// <summary>SHA-256 over the names and parts of the scenes.</summary>
    public string SplitHash { get; }

    /// <summary>What is learnt from, in a line.</summary>
    public string Report => string.Create(
        CultureInfo.InvariantCulture, $"{_sources.Sum(source => source.Count)} scenes to learn from, {_validation.Count} for validation, windows of {Side} px, channels {string.Join(' ', _configuration.Channels)}");

    /// <inheritdoc/>
    public OutlineBatch Train(long step, int count) => Collect(count, place =>
    {
        var random = new SeededRandom(_seed, (step * count) + place);
        var unit = random.Unit();
        var source = Array.FindIndex(_cumulative, end => unit < end);
        var scenes = _sources[source < 0 ? _sources.Length - 1 : source];
        return (scenes[random.Below(scenes.Count)], random);
    });

    /// <inheritdoc/>
    public OutlineBatch Validate(int first, int count) => Collect(Math.Min(count, _validation.Count), place => (_validation[(first + place) % _validation.Count], null));

    private OutlineBatch Collect(int count, Func<int, (LabelledScene Scene, SeededRandom? Random)> choose)
    {
        var (channels, area, places) = (_configuration.Channels.Count, Side * Side, _maker.PlaceLength);
        var batch = new OutlineBatch(count, Side, _configuration.Channels, new float[count * channels * area], new float[count * channels], new float[count * places], places, new byte[count * area]);
        for (var i = 0; i < count; i++)
        {
            var (scene, random) = choose(i);
            _maker.Make(
                scene, random, batch.Values.AsSpan(i * channels * area, channels * area), batch.Present.AsSpan(i * channels, channels), batch.Places.AsSpan(i * places, places),
                batch.Labels.AsSpan(i * area, area));
        }

        return batch;
    }
}
