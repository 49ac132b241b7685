using Glacier.Training.Data;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Training.Tests;

/// <summary>Photographs of made-up mountains with their sky masks, and a configuration that learns from them in seconds.</summary>
internal sealed class SyntheticPhotos : IDisposable
{
    public SyntheticPhotos(int count = 12, int side = 64)
    {
        Root = Path.Combine(Path.GetTempPath(), "training-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(Root, "photos", "hills"));
        Directory.CreateDirectory(Path.Combine(Root, "photos", "sky"));
        for (var number = 0; number < count; number++)
        {
            Write(number, side);
        }
    }

    public string Root { get; }

    public string Photos => Path.Combine(Root, "photos", "hills");

    public string Out(string name) => Path.Combine(Root, name);

    /// <summary>Writes a configuration file; text like <c>"seed": 2</c> replaces members.</summary>
    public string Configuration(string name = "small", long images = 40, int checkpointEvery = 5, string more = "", string data = "", int batch = 4)
    {
        var path = Path.Combine(Root, name + ".json");
        File.WriteAllText(path, $$"""
            {
              "kind": "joint", "seed": 7,
              "run": { "batch": {{batch}}, "images": {{images}}, "checkpointEvery": {{checkpointEvery}}, "samplesEvery": 1000, "metricsEvery": 5, "sampleColumns": 2, "threads": 1 },
              "data": { "resolution": 32, {{data}} "folders": [ { "path": "photos/hills", "masks": "photos/sky" } ] },
              {{more}}
              "networks": { "channels": { "32": 8, "16": 12, "8": 16, "4": 16, "2": 16 }, "styleSize": 8, "latentSize": 16, "mappingLayers": 2 }
            }
            """);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(int number, int side)
    {
        var random = new SeededRandom(number);
        using var photo = new Image<Rgb24>(side, side);
        using var mask = new Image<L8>(side, side);
        var (peak, height, tint) = (random.Unit() * side, side * (0.3 + (0.3 * random.Unit())), random.Unit());
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var sky = y < height + (Math.Abs(x - peak) * 0.4);
                var rough = 90 * random.Unit();
                mask[x, y] = new L8((byte)(sky ? 255 : 0));
                photo[x, y] = sky ? new Rgb24((byte)(90 + (60 * tint)), 150, 220) : new Rgb24((byte)(60 + rough), (byte)(70 + rough), (byte)(80 + (rough * tint)));
            }
        }

        photo.SaveAsPng(Path.Combine(Photos, $"hill-{number:D2}.png"));
        mask.SaveAsPng(Path.Combine(Root, "photos", "sky", $"hill-{number:D2}.png"));
    }
}
