using System.Globalization;
using Glacier.Vision.Panorama;
using Glacier.Vision.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Pipeline.Gallery;

/// <summary>
/// A panorama as the page's viewer takes it: a script with the picture and its depth as text. A page opened from a folder may run scripts but may not read the pixels
/// of pictures beside it, so that a texture made of those would work on a server alone.
/// </summary>
internal static class PanoramaData
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "panorama.js";

    private const int Quality = 88;
    private const int DepthWidth = 512;

    /// <summary>The script.</summary>
    /// <param name="id">What the viewer calls the picture.</param>
    /// <param name="view">A panorama.</param>
    /// <remarks>Depth: a byte per pixel of a grid of at most 512 columns; 0 the sky, 1 to 255 even steps of the distance's logarithm from nearest to farthest.</remarks>
    public static string Script(string id, PanoramaView view)
    {
        var camera = view.Camera;
        using var image = SixLabors.ImageSharp.Image.LoadPixelData<Rgb24>(view.Rgb, camera.Width, camera.Height);
        SyntheticPicture.Label(image.Metadata, new PictureCaption($"Panorama, {id}"));
        using var jpeg = new MemoryStream();
        image.SaveAsJpeg(jpeg, new JpegEncoder { Quality = Quality });
        var (width, height) = (Math.Min(DepthWidth, camera.Width), Math.Max(1, Math.Min(DepthWidth, camera.Width) * camera.Height / camera.Width));
        var ground = view.Depth.Where(float.IsFinite).DefaultIfEmpty(1).ToArray();
        double nearest = Math.Max(ground.Min(), 0.01), farthest = Math.Max(ground.Max(), 1.01 * nearest);
        var depth = new byte[width * height];
        for (var i = 0; i < depth.Length; i++)
        {
            var metres = view.Depth[((((i / width) * 2) + 1) * camera.Height / (2 * height) * camera.Width) + ((((i % width) * 2) + 1) * camera.Width / (2 * width))];
            depth[i] = float.IsFinite(metres) ? (byte)Math.Clamp(1 + Math.Round(254 * Math.Log(metres / nearest) / Math.Log(farthest / nearest)), 1, 255) : (byte)0;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"// synthetic image\nglacierPanorama('{id}', {{ width: {width}, height: {height}, nearest: {nearest:0.###}, farthest: {farthest:0.#},\ndepth: '{Convert.ToBase64String(depth)}',\npicture: '{Convert.ToBase64String(jpeg.ToArray())}' }});\n");
    }
}
