using Glacier.Training.Data;
using Glacier.Training.Data.Outlines;

namespace Glacier.Training.Tests.Data.Outlines;

/// <summary>Scenes whose ice is a bright disc on dark noise, so that a small network learns it in seconds.</summary>
internal static class DrawnScenes
{
    public static LabelledScene Of(int number, int width = 40, int height = 44, params string[] channels)
    {
        var random = new SeededRandom(number);
        var names = channels.Length == 0 ? ["B2", "B3", "B4", "B8"] : channels;
        var (centreX, centreY, radius) = (random.Unit() * width, random.Unit() * height, 6 + (8 * random.Unit()));
        var values = names.Select(_ => new float[width * height]).ToArray();
        var labels = new byte[width * height];
        for (var i = 0; i < labels.Length; i++)
        {
            var distance = Math.Sqrt(Math.Pow((i % width) - centreX, 2) + Math.Pow((i / width) - centreY, 2));
            labels[i] = (byte)(distance < radius ? 1 : 0);
            foreach (var channel in values)
            {
                channel[i] = (float)((distance < radius ? 0.7 : 0.12) + (0.05 * random.Unit()));
            }
        }

        return new LabelledScene($"drawn-{number}", width, height, names, values, labels, number % 2 == 0 ? "ALP" : "CA", 46.5, 8);
    }

    public static OutlineDataConfiguration Configuration(WindowAugmentation? augmentation = null, params string[] channels) => new()
    {
        Side = 32,
        Channels = channels.Length == 0 ? ["B2", "B3", "B4", "B8"] : channels,
        Folders = [],
        Regions = ["ALP", "CA", "SC"],
        Augmentation = augmentation ?? new WindowAugmentation(),
    };
}
