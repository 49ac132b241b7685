using Glacier.Pipeline.Film;
using Glacier.Pipeline.Storage;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>The flight from the frames there are: <c>panorama/flight.mp4</c>, <c>flight_depth.mp4</c>.</summary>
public static class PanoramaFlightStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "panorama-flight";

    /// <summary>The flight.</summary>
    public const string Flight = PanoramaPlan.Folder + "flight.mp4";

    /// <summary>Its depth, near light.</summary>
    public const string Depth = PanoramaPlan.Folder + "flight_depth.mp4";

    private const int Version = 1;
    private const int FramesPerSecond = 24;

    /// <summary>Makes both videos; null where not one frame was made.</summary>
    public static async Task<StepManifest?> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var plan = await PanoramaPlanStep.ReadAsync(bench, glacier, cancellation);
        var (keys, frames) = (new List<string>(), new List<(string Picture, string Depth)>());
        for (var first = 0; first < plan.Frames.Count; first += PanoramaPlan.FramesPerJob)
        {
            if (await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, PanoramaFramesStep.Step(first)), cancellation) is not { } manifest)
            {
                continue;
            }

            keys.Add(manifest.Key);
            var last = Math.Min(first + PanoramaPlan.FramesPerJob, plan.Frames.Count);
            frames.AddRange(Enumerable.Range(first, last - first).Select(number => (PanoramaPlan.Frame(number), PanoramaPlan.Frame(number, depth: true))));
        }

        if (frames.Count == 0)
        {
            return null;
        }

        var title = (await bench.SettingsAsync(glacier, cancellation)).Name ?? glacier.DisplayName;
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, keys, new { title, frames.Count }),
            async folder =>
            {
                var (width, height) = (plan.Frames[0].Width, plan.Frames[0].Height);
                await WriteAsync([.. frames.Select(frame => frame.Picture)], folder.File(Flight), title);
                await WriteAsync([.. frames.Select(frame => frame.Depth)], folder.File(Depth), title + ", depth");

                async Task WriteAsync(IReadOnlyList<string> names, string path, string named)
                {
                    var files = new List<LocalBlob>();
                    try
                    {
                        foreach (var name in names)
                            files.Add(await bench.Files.OpenAsync(BlobNames.Product(glacier, name), cancellation));
                        await FlightFilm.WriteAsync(files.Select(file => Photograph.Read(file.Path).Rgb), width, height, path, FramesPerSecond, named, cancellation);
                    }
                    finally
                    {
                        files.ForEach(file => file.Dispose());
                    }
                }
            },
            cancellation);
    }
}
