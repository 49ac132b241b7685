using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>How a panorama with known geometry is computed.</summary>
/// <param name="BandSamples">Density samples of each ray in the band around the surface, 24 to 48.</param>
/// <param name="RaysPerPixel">1, 4 or 8.</param>
/// <param name="Seed">Seed of the texture finer than tile and DEM, fixed to the ground.</param>
public sealed record PanoramaOptions(int BandSamples = 32, int RaysPerPixel = 4, int Seed = 1)
{
    // per pixel from its top-left corner; rotated grids, so that near-level and near-upright edges get as many steps as there are rays
    internal (double Across, double Down)[] Offsets => RaysPerPixel switch
    {
        1 => [(0.5, 0.5)],
        4 => [(0.375, 0.125), (0.875, 0.375), (0.125, 0.625), (0.625, 0.875)],
        8 => [(0.5625, 0.0625), (0.1875, 0.1875), (0.8125, 0.3125), (0.3125, 0.4375), (0.9375, 0.5625), (0.0625, 0.6875), (0.6875, 0.8125), (0.4375, 0.9375)],
        _ => throw new ArgumentException($"rays per pixel: {RaysPerPixel}; expected 1, 4 or 8"),
    };

    internal void Validate()
    {
        if (BandSamples is < 24 or > 48)
        {
            throw new ArgumentException($"band samples: {BandSamples}; expected 24 to 48");
        }
    }
}

/// <summary>A panorama or a frame of a flight.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Rgb">width × height × 3 bytes, sRGB, row-major from the top left.</param>
/// <param name="Depth">Metres along the ray through each pixel's centre; NaN in the sky.</param>
/// <param name="Opacity">Of that ray: 0 sky, 1 ground.</param>
public sealed record PanoramaView(PanoramaCamera Camera, byte[] Rgb, float[] Depth, float[] Opacity)
{
    /// <summary>A picture of a survey view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="rgb">Its picture, width × height × 3 bytes.</param>
    public static PanoramaView Of(View view, byte[] rgb)
    {
        var camera = view.Camera;
        var (x, y, z) = (camera.TargetX - camera.EyeX, camera.TargetY - camera.EyeY, camera.TargetZ - camera.EyeZ);
        var eye = new PanoramaCamera(
            camera.EyeX, camera.EyeY, camera.EyeZ, camera.Width, camera.Height, Math.Atan2(x, y) * 180 / Math.PI, Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) * 180 / Math.PI,
            PanoramaProjection.Perspective, camera.FieldOfViewDegrees, camera.Refraction);
        return new(eye, rgb, view.Depth, view.Coverage);
    }
}
