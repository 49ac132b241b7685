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
    /// <summary>Names of the channels: contour, sky, ice, shade and height, which is 0 in the top row and 1 in the bottom row of any picture.</summary>
    public static IReadOnlyList<string> ChannelNames { get; } = ["contour", "sky", "ice", "shade", "height"];

    /// <summary>A channel by its name.</summary>
    /// <exception cref="ArgumentException">No such channel.</exception>
    public float[] Channel(string name) => name switch
    {
        "contour" => Contour,
        "sky" => Sky,
        "ice" => Ice,
        "shade" => Shade,
        "height" => Rows(),
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

    private float[] Rows()
    {
        var rows = new float[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            rows.AsSpan(y * Width, Width).Fill(y / (float)Math.Max(Height - 1, 1));
        }

        return rows;
    }
}
