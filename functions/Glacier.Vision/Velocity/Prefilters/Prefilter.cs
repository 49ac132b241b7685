using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Prefilters;

/// <summary>What is done to images before they are compared.</summary>
public enum Prefilter
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Local mean removed and local standard deviation brought to one (<see cref="LocalContrast"/>).</summary>
    Contrast,

    /// <summary>Gradients to the right and downwards as two channels (<see cref="Sobel"/>).</summary>
    Sobel,

    /// <summary>Contrast-limited adaptive histogram equalisation (<see cref="Clahe"/>).</summary>
    Clahe,

    /// <summary>Near-anisotropic orientation filter (<see cref="OrientationFilter"/>).</summary>
    Orientation,
}

/// <summary>Applies prefilters.</summary>
public static class PrefilterExtensions
{
    /// <summary>The channels that are compared, made from one band.</summary>
    /// <param name="filter">Which filter.</param>
    /// <param name="band">width × height values, NaN where unknown; they are unknown in the channels too.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static IReadOnlyList<float[]> Channels(this Prefilter filter, float[] band, int width, int height) => filter switch
    {
        Prefilter.None => [band],
        Prefilter.Contrast => [LocalContrast.Apply(band, width, height)],
        Prefilter.Sobel => Sobel.Gradients(LocalContrast.Apply(band, width, height), width, height),
        Prefilter.Clahe => [Clahe.Apply(band, width, height)],
        Prefilter.Orientation => [OrientationFilter.Apply(band, width, height)],
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "no such prefilter"),
    };

    /// <summary>A pair of filtered bands.</summary>
    public static ImagePair Pair(this Prefilter filter, float[] first, float[] second, int width, int height) =>
        new(width, height, filter.Channels(first, width, height), filter.Channels(second, width, height));
}
