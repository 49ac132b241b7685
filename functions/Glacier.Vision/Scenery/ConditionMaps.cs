namespace Glacier.Vision.Scenery;

/// <summary>What conditions the scenery networks, from a photograph or from a rendered view alike: width × height values of 0 … 1 each, row 0 at the top.</summary>
/// <param name="Contour">1 on edges.</param>
/// <param name="Sky">1 in the sky.</param>
/// <param name="Ice">1 on ice and snow.</param>
/// <param name="Shade">Coarse luminance of the ground, 0 in the sky.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record ConditionMaps(float[] Contour, float[] Sky, float[] Ice, float[] Shade, int Width, int Height)
{
    /// <summary>Names of the channels: contour, sky, ice, shade.</summary>
    public static IReadOnlyList<string> ChannelNames { get; } = ["contour", "sky", "ice", "shade"];

    /// <summary>A channel by its name.</summary>
    /// <exception cref="ArgumentException">No such channel.</exception>
    public float[] Channel(string name) => name switch
    {
        "contour" => Contour,
        "sky" => Sky,
        "ice" => Ice,
        "shade" => Shade,
        _ => throw new ArgumentException($"channel '{name}'; expected one of {string.Join(", ", ChannelNames)}", nameof(name)),
    };

    /// <summary>Channels one after the other, as networks take them: [channels, height, width].</summary>
    /// <exception cref="ArgumentException">No such channel.</exception>
    public float[] Planes(IReadOnlyList<string> names)
    {
        var result = new float[names.Count * Width * Height];
        for (var i = 0; i < names.Count; i++)
        {
            Channel(names[i]).CopyTo(result, i * Width * Height);
        }

        return result;
    }
}
