using Glacier.Terrain;

namespace Glacier.Vision.Panorama;

/// <summary>Pictures of sides that the render network takes, whatever sides were asked for.</summary>
internal static class NetworkPicture
{
    /// <summary>The camera that is painted: the one asked for, or a perspective one with a margin all around.</summary>
    /// <param name="camera">What is asked for.</param>
    /// <param name="file">What an error names.</param>
    /// <exception cref="InvalidInputException"><c>network-size</c>: a panorama closes upon itself and cannot have a margin.</exception>
    public static PanoramaCamera Painted(PanoramaCamera camera, string file)
    {
        const int Multiple = PanoramaNetworks.Multiple;
        var (width, height) = ((camera.Width + Multiple - 1) / Multiple * Multiple, (camera.Height + Multiple - 1) / Multiple * Multiple);
        if ((width, height) == (camera.Width, camera.Height))
        {
            return camera;
        }

        if (camera.Projection == PanoramaProjection.Equirectangular)
        {
            throw new InvalidInputException(
                file, "network-size", $"a panorama of {camera.Width} × {camera.Height} pixels", $"sides that are multiples of {Multiple}, as the network halves them four times", $"Ask for {width}x{height}.");
        }

        var wider = Math.Atan(Math.Tan(camera.FieldOfViewDegrees * Math.PI / 360) * width / camera.Width) * 360 / Math.PI;
        return camera with { Width = width, Height = height, FieldOfViewDegrees = wider };
    }

    /// <summary>The picture asked for out of the one painted.</summary>
    /// <param name="rgb">What was painted.</param>
    /// <param name="opacity">Of each ray.</param>
    /// <param name="depth">Metres along it; what is more sky than ground has none.</param>
    /// <param name="painted">Its camera.</param>
    /// <param name="camera">The camera asked for.</param>
    public static PanoramaView Cut(byte[] rgb, float[] opacity, float[] depth, PanoramaCamera painted, PanoramaCamera camera)
    {
        var (left, top) = ((painted.Width - camera.Width) / 2, (painted.Height - camera.Height) / 2);
        var view = new PanoramaView(camera, new byte[3 * camera.Width * camera.Height], new float[camera.Width * camera.Height], new float[camera.Width * camera.Height]);
        for (var i = 0; i < view.Depth.Length; i++)
        {
            var from = (((i / camera.Width) + top) * painted.Width) + (i % camera.Width) + left;
            rgb.AsSpan(3 * from, 3).CopyTo(view.Rgb.AsSpan(3 * i));
            view.Opacity[i] = opacity[from];
            view.Depth[i] = opacity[from] >= 0.5f ? depth[from] : float.NaN;
        }

        return view;
    }
}
