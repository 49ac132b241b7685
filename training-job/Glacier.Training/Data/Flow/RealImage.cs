using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Training.Data.Flow;

/// <summary>Real images as canvases, some for training and some for validation.</summary>
internal static class RealImage
{
    private const double ValidationShare = 0.1;

    // a little blur makes the two samplings of a canvas, at different places between its pixels, equally sharp
    private const double PointSpread = 0.55;

    /// <summary>Reads the images of an entry.</summary>
    /// <param name="images">Files or a folder.</param>
    /// <param name="dataFolder">What they are below.</param>
    /// <param name="side">Smaller images are left out.</param>
    /// <returns>Canvases to learn from and to validate with: disjoint parts of large images, other files of folders.</returns>
    /// <exception cref="InvalidInputException">A file or the folder is absent.</exception>
    public static (List<TextureCanvas> Training, List<TextureCanvas> Validation) Read(RealImages images, string dataFolder, int side)
    {
        var (training, validation) = (new List<TextureCanvas>(), new List<TextureCanvas>());
        foreach (var file in images.Files)
        {
            var band = Band(Path.Combine(dataFolder, file), images.Band);

            // between both parts lies a strip that neither has
            var cut = (int)((1 - (2 * ValidationShare)) * band.Height);
            Add(training, band, 0, cut - 16, side);
            Add(validation, band, cut, band.Height, side);
        }

        if (images.Folder is { } folder)
        {
            var path = Path.Combine(dataFolder, folder);
            var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.tif").Order(StringComparer.Ordinal).ToList() : [];
            if (files.Count == 0)
            {
                throw new InvalidInputException(folder, "no-data-folder", "no GeoTIFF", "the folder of images that data.images names", "Give the data folder with --data DIR, or leave the entry out.");
            }

            foreach (var file in files)
            {
                var band = Band(file, images.Band);
                Add(PictureCacheWriter.Position(Path.GetFileName(file)) < ValidationShare ? validation : training, band, 0, band.Height, side);
            }
        }

        return (training, validation);
    }

    /// <summary>One band, NaN where unknown.</summary>
    public static Raster Band(string path, int band) => File.Exists(path)
        ? ImageReader.ReadBand(path, band, 10)
        : throw new InvalidInputException(Path.GetFileName(path), "no-data-file", "no such file", "an image that data.images names", "Give the data folder with --data DIR, or leave the entry out.");

    /// <summary>Values that half a percent lie below and above.</summary>
    public static (float Low, float High) Range(IEnumerable<float> values)
    {
        var known = values.Where((value, i) => i % 7 == 0 && float.IsFinite(value)).Order().ToArray();
        return known.Length < 2 || known[^1] <= known[0] ? (0, 1) : (known[(int)(0.005 * (known.Length - 1))], Math.Max(known[(int)(0.995 * (known.Length - 1))], known[0] + 1e-6f));
    }

    private static void Add(List<TextureCanvas> canvases, Raster band, int from, int to, int side)
    {
        var (width, height) = (band.Width, to - from);
        if (width < side || height < side)
        {
            return;
        }

        var values = band.Values.AsSpan(from * width, height * width).ToArray();
        var (low, high) = Range(values);
        var known = Array.ConvertAll(values, float.IsFinite);
        if (known.Count(k => k) < 0.3 * values.Length)
        {
            return;
        }

        // the brightest half percent keeps its texture, but a glint must not rule the scale
        var scaled = Array.ConvertAll(values, value => float.IsFinite(value) ? Math.Clamp(0.05f + (0.8f * (value - low) / (high - low)), 0, 1.3f) : 0);
        scaled = Smoothing.Gaussian(scaled, width, height, PointSpread);
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = known[i] ? scaled[i] : float.NaN;
        }

        canvases.Add(new TextureCanvas(width, height, scaled, 1));
    }
}
