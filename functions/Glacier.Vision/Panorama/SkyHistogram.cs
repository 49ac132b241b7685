using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Glacier.Vision.Segmentation;

namespace Glacier.Vision.Panorama;

/// <summary>
/// Colours of a sky as Sat2Density describes its illumination (Qian et al. 2023): per channel the upper 90 of 100 bins over the display values 0 … 1, so that
/// black, which stands for what is not sky, does not count.
/// </summary>
/// <remarks>
/// The bins always span 0 … 1. The authors' code leaves the range to <c>torch.histc</c>, which then takes the picture's own darkest and brightest value: an evening and
/// a noon of one hue would look alike, and a single bright pixel would shift every bin.
/// </remarks>
public sealed class SkyHistogram
{
    /// <summary>Bins of a channel.</summary>
    public const int Bins = 90;

    private const int AllBins = 100;
    private const double LeastShare = 0.01;

    private readonly float[] _counts;

    private readonly int _pixels;

    private SkyHistogram(float[] counts, int pixels) => (_counts, _pixels) = (counts, pixels);

    /// <summary>270 counts as the render network takes them: blue, green, red.</summary>
    public IReadOnlyList<float> Counts => _counts;

    /// <summary>The counts as parts of the sky's pixels, dark ones included, so that pictures of all sizes say the same: what the render network here is told.</summary>
    public float[] Shares() => Array.ConvertAll(_counts, count => count / Math.Max(_pixels, 1));

    /// <summary>Counts the pixels of a sky.</summary>
    /// <param name="rgb">Three bytes a pixel.</param>
    /// <param name="sky">True where the pixel is sky; null: everywhere.</param>
    /// <exception cref="ArgumentException">Another number of pixels than of flags.</exception>
    public static SkyHistogram Of(ReadOnlySpan<byte> rgb, bool[]? sky = null)
    {
        if (sky is not null && sky.Length != rgb.Length / 3)
        {
            throw new ArgumentException($"{sky.Length} flags for {rgb.Length / 3} pixels", nameof(sky));
        }

        var counts = new float[3 * Bins];
        for (var i = 0; i < rgb.Length; i++)
        {
            if (sky is null || sky[i / 3])
            {
                var bin = Math.Min(rgb[i] * AllBins / 255, AllBins - 1) - (AllBins - Bins);
                if (bin >= 0)
                {
                    counts[((2 - (i % 3)) * Bins) + bin]++;
                }
            }
        }

        return new(counts, sky is null ? rgb.Length / 3 : sky.Count(isSky => isSky));
    }

    /// <summary>Reads a picture of a sky, or the sky of a landscape.</summary>
    /// <param name="path">PNG, JPEG or WebP.</param>
    /// <param name="catalogue">Where the network that finds the sky may be; where it is not at hand the whole picture counts.</param>
    /// <exception cref="InvalidInputException"><c>no-sky</c>: no sky in it, or a black one; the rules of <see cref="Photograph.Read"/>.</exception>
    public static SkyHistogram Read(string path, ModelCatalogue catalogue)
    {
        var photo = Photograph.Read(path);
        var mask = catalogue.IsAtHand(SkySegmenter.ModelName) ? SkySegmenter.From(catalogue).Mask(photo.Rgb, photo.Width, photo.Height) : null;
        var pixels = photo.Width * photo.Height;
        var share = mask is null ? 1 : (double)mask.Count(sky => sky) / pixels;
        var histogram = Of(photo.Rgb, mask);
        // a black sky falls below the first bin
        var counted = histogram._counts.Sum() / 3 / pixels;
        return share >= LeastShare && counted >= LeastShare ? histogram : throw new InvalidInputException(
            photo.Name, "no-sky", share < LeastShare ? FormattableString.Invariant($"{100 * share:0.0} % of sky") : "a black picture", "a picture with sky on at least 1 % of it",
            "Choose a picture that shows the sky, or an illumination by name: noon, evening, overcast.");
    }

    /// <summary>Display value 0 … 1 below which a part of the sky's pixels lies.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    /// <param name="part">0 … 1.</param>
    public float Quantile(int channel, float part)
    {
        var counts = _counts.AsSpan((2 - channel) * Bins, Bins);
        var total = 0f;
        foreach (var count in counts)
        {
            total += count;
        }

        var left = Math.Clamp(part, 0, 1) * total;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (left <= counts[bin] && counts[bin] > 0)
            {
                return (AllBins - Bins + bin + (left / counts[bin])) / AllBins;
            }

            left -= counts[bin];
        }

        return total > 0 ? 1 : 0;
    }

    /// <summary>Mean display value of a channel, 0 … 1.</summary>
    public float Mean(int channel)
    {
        var (sum, total) = (0f, 0f);
        for (var bin = 0; bin < Bins; bin++)
        {
            var count = _counts[((2 - channel) * Bins) + bin];
            (sum, total) = (sum + (count * (AllBins - Bins + bin + 0.5f) / AllBins), total + count);
        }

        return total > 0 ? sum / total : 0;
    }
}
