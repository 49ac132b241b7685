using Glacier.Training.Networks.Outlines;
using Glacier.Vision.Outlines;

namespace Glacier.Training.Data.Outlines;

/// <summary>Makes a window of the network's channels from a scene: cut, changed by chance if it is to train on, normalised as at inference.</summary>
/// <param name="configuration">Channels, side and augmentation.</param>
/// <param name="location">What is told of the place.</param>
public sealed class WindowMaker(OutlineDataConfiguration configuration, LocationEncoding location = LocationEncoding.None)
{
    private readonly string[] _modalities = [.. configuration.Channels.Select(ModalityChannels.Of)];

    /// <summary>Numbers that tell a place.</summary>
    public int PlaceLength { get; } = location switch
    {
        LocationEncoding.Region => configuration.Regions.Count,
        LocationEncoding.Coordinates => 4,
        _ => 0,
    };

    /// <summary>Makes a window.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chance; null: the scene's centre as it is.</param>
    /// <param name="values">[channels, side, side] to fill.</param>
    /// <param name="present">[channels] to fill.</param>
    /// <param name="place">[<see cref="PlaceLength"/>] to fill.</param>
    /// <param name="labels">[side, side] to fill.</param>
    public void Make(LabelledScene scene, SeededRandom? random, Span<float> values, Span<float> present, Span<float> place, Span<byte> labels)
    {
        var (side, area) = (configuration.Side, configuration.Side * configuration.Side);
        var view = random is null ? WindowView.Centre(scene, side) : Choose(scene, random);
        view.Sample(scene.Labels, scene.Width, scene.Height, labels, side);
        Presence(scene, random, present);
        var light = random is null ? null : new WindowLight(configuration.Augmentation, random);
        Span<float> raw = new float[area];
        for (var channel = 0; channel < configuration.Channels.Count; channel++)
        {
            var name = configuration.Channels[channel];
            var target = values.Slice(channel * area, area);
            if (present[channel] == 0)
            {
                target.Clear();
                continue;
            }

            view.Sample(scene.Values[scene.ChannelOf(name)], scene.Width, scene.Height, raw, side);
            if (_modalities[channel] == "optical")
            {
                light?.Apply(raw, random!);
            }

            OutlineChannels.Normalize(name, raw, target);
            light?.Disturb(target, side, random!);
        }

        Place(scene, random, place);
    }

    private WindowView Choose(LabelledScene scene, SeededRandom random)
    {
        var augmentation = configuration.Augmentation;
        var scale = random.Unit() < augmentation.Crop ? augmentation.Scale.At(random.Unit()) : 1;
        var extent = configuration.Side * scale;
        var (left, top) = (random.Unit() * Math.Max(0, scene.Width - extent), random.Unit() * Math.Max(0, scene.Height - extent));
        var (quarters, mirrored) = augmentation.Turn ? (random.Below(4), random.Unit() < 0.5) : (0, false);

        // whole pixels need no interpolation
        return scale == 1 ? new(Math.Floor(left), Math.Floor(top), 1, quarters, mirrored) : new(left, top, scale, quarters, mirrored);
    }

    private void Presence(LabelledScene scene, SeededRandom? random, Span<float> present)
    {
        for (var channel = 0; channel < present.Length; channel++)
        {
            present[channel] = scene.ChannelOf(configuration.Channels[channel]) >= 0 ? 1 : 0;
        }

        if (random is null || configuration.Augmentation.ModalityDropout == 0)
        {
            return;
        }

        var given = _modalities.Where((_, channel) => scene.ChannelOf(configuration.Channels[channel]) >= 0).Distinct().ToArray();
        var kept = given[random.Below(given.Length)];
        foreach (var modality in given)
        {
            var dropped = random.Unit() < configuration.Augmentation.ModalityDropout && modality != kept;
            var withoutInfrared = random.Unit() < configuration.Augmentation.ModalityDropout;
            for (var channel = 0; channel < present.Length; channel++)
            {
                if (_modalities[channel] == modality && (dropped || (withoutInfrared && configuration.Channels[channel] is "B11" or "B12")))
                {
                    present[channel] = 0;
                }
            }
        }
    }

    private void Place(LabelledScene scene, SeededRandom? random, Span<float> place)
    {
        place.Clear();
        if (place.Length == 0 || (random is not null && random.Unit() < configuration.Augmentation.UnknownPlace))
        {
            return;
        }

        if (location == LocationEncoding.Region)
        {
            for (var region = 0; region < configuration.Regions.Count; region++)
            {
                place[region] = configuration.Regions[region] == scene.Region ? 1 : 0;
            }
        }
        else if (double.IsFinite(scene.Latitude) && double.IsFinite(scene.Longitude))
        {
            (place[0], place[1]) = ((float)Math.Sin(double.DegreesToRadians(scene.Latitude)), (float)Math.Cos(double.DegreesToRadians(scene.Latitude)));
            (place[2], place[3]) = ((float)Math.Sin(double.DegreesToRadians(scene.Longitude)), (float)Math.Cos(double.DegreesToRadians(scene.Longitude)));
        }
    }
}
