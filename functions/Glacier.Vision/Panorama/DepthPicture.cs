using Glacier.Vision.Pictures;

namespace Glacier.Vision.Panorama;

/// <summary>Depth as a picture: the logarithm of the distance on a scientific colour map, near light and far dark, sky black.</summary>
public static class DepthPicture
{
    /// <summary>Colours a depth map on a scale that a whole flight can share.</summary>
    /// <param name="depth">Metres, NaN in the sky.</param>
    /// <param name="nearest">Metres shown lightest, positive.</param>
    /// <param name="farthest">Metres shown darkest.</param>
    /// <returns>Three bytes a pixel.</returns>
    public static byte[] Of(ReadOnlySpan<float> depth, double nearest, double farthest)
    {
        var rgb = new byte[3 * depth.Length];
        var span = Math.Log(Math.Max(farthest, 1.001 * nearest) / nearest);
        for (var i = 0; i < depth.Length; i++)
        {
            if (float.IsFinite(depth[i]))
            {
                (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = ColourMap.Sequential.At(1 - (Math.Log(Math.Max(depth[i], nearest) / nearest) / span));
            }
        }

        return rgb;
    }
}
