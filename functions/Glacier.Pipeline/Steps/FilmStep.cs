using Glacier.Pipeline.Film;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>MP4, GIF and poster of one viewpoint in one style, from the pictures there are: <c>films/{view}-{style}/*</c>.</summary>
public static class FilmStep
{
    private const int Version = 1;

    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "film";

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(RenderChoice choice) => $"{Kind}.{choice.View}-{choice.Style}";

    /// <summary>Makes the film; null where not one picture was made.</summary>
    public static async Task<StepManifest?> RunAsync(Workbench bench, GlacierId glacier, RenderChoice choice, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var pictures = new List<(Epoch Epoch, string Name, string Sha256)>();
        foreach (var survey in series.Surveys)
        {
            var manifest = await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, $"render.{survey.Epoch}.{choice.View}-{choice.Style}"), cancellation);
            if (manifest?.Outputs.FirstOrDefault(output => output.Name.EndsWith(ViewFiles.Picture, StringComparison.Ordinal)) is { } picture)
                pictures.Add((survey.Epoch, picture.Name, picture.Sha256));
        }

        if (pictures.Count == 0)
        {
            return null;
        }

        var options = new FilmOptions(settings.Name ?? glacier.DisplayName, settings.Attribution ?? "Source of the elevation models: not stated");
        if (choice.Style is "photo" or "photo3d")
        {
            options = options with { Mark = "Synthetic image – painted by a network from elevation models" };
        }

        var key = ProductKey.Of("film", Version, pictures.Select(picture => $"{picture.Epoch} {picture.Sha256}"), options);
        return await bench.OnceAsync(
            glacier, Step(choice), key,
            async folder =>
            {
                var leases = new List<LocalBlob>();
                try
                {
                    var frames = new List<FilmFrame>();
                    foreach (var (epoch, name, _) in pictures)
                    {
                        leases.Add(await bench.Files.OpenAsync(BlobNames.Product(glacier, name), cancellation));
                        frames.Add(new FilmFrame(leases[^1].Path, epoch));
                    }

                    await RecessionFilm.WriteAsync(frames, options, Path.GetDirectoryName(folder.File(BlobNames.FilmFolder(choice.View, choice.Style) + "/film.mp4"))!, cancellation);
                }
                finally
                {
                    leases.ForEach(lease => lease.Dispose());
                }
            },
            cancellation);
    }
}
