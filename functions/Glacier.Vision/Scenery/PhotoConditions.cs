using Glacier.Vision.Edges;

namespace Glacier.Vision.Scenery;

/// <summary>Condition maps of a photograph by simple means: what a rendered view of a DEM knows, a photo tells by its edges, brightness and saturation.</summary>
public static class PhotoConditions
{
    /// <summary>The maps.</summary>
    /// <param name="rgb">width × height × 3 bytes, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="sky">width × height, true in the sky.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <returns>
    /// contour: the edge filter; sky: the mask; ice: bright and unsaturated ground; shade: luminance of the ground (BT.601) blurred over the ground alone.
    /// </returns>
    /// <exception cref="ArgumentException">Numbers of values and sides do not agree.</exception>
    public static ConditionMaps Of(byte[] rgb, int width, int height, bool[] sky, PhotoConditionOptions? options = null)
    {
        PictureSize.Check(rgb, width, height, 3);
        PictureSize.Check(sky, width, height, 1);
        options ??= new PhotoConditionOptions();
        var brightness = options.IceBrightness ?? (0.42f, 0.60f);
        var saturation = options.IceSaturation ?? (0.18f, 0.34f);
        var blueSaturation = options.BlueIceSaturation ?? (0.36f, 0.54f);
        var grey = Luma.Of(rgb);
        var edges = EdgeFilter.Apply(grey, width, height, options.Contour ?? new EdgeFilterOptions(Blur: true));
        var (ground, ice, shade) = (new float[grey.Length], new float[grey.Length], new float[grey.Length]);
        for (var i = 0; i < grey.Length; i++)
        {
            if (!sky[i])
            {
                ground[i] = 1;
                shade[i] = grey[i] / 255f;
                var pixel = rgb.AsSpan(3 * i, 3);
                var blue = pixel[2] >= pixel[1] && pixel[1] >= pixel[0];
                ice[i] = Step(shade[i], brightness) * (1 - Step(Saturation(pixel), blue ? blueSaturation : saturation));
            }
        }

        return new(
            Array.ConvertAll(edges, edge => edge / 255f),
            Array.ConvertAll(sky, here => here ? 1f : 0f),
            GroundSmoothing.Apply(ice, ground, width, height, options.IceSmoothing * width),
            GroundSmoothing.Apply(shade, ground, width, height, options.ShadeSmoothing * width),
            width,
            height);
    }

    /// <summary>HSV saturation: (max − min) / max.</summary>
    private static float Saturation(ReadOnlySpan<byte> pixel)
    {
        var greatest = Math.Max(pixel[0], Math.Max(pixel[1], pixel[2]));
        var least = Math.Min(pixel[0], Math.Min(pixel[1], pixel[2]));
        return greatest == 0 ? 0 : (greatest - least) / (float)greatest;
    }

    /// <summary>0 below, 1 above, 3t² − 2t³ between.</summary>
    internal static float Step(float value, (float From, float To) range)
    {
        var t = Math.Clamp((value - range.From) / Math.Max(range.To - range.From, 1e-6f), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
