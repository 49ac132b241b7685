using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Panorama;

/// <summary>The two networks of Sat2Density (Qian et al. 2023): densities of the space above a tile, and a picture painted over a rendered volume.</summary>
/// <remarks>Lengths are half sides of the tile, heights count from the ground in its middle.</remarks>
public sealed class PanoramaNetworks
{
    /// <summary>Name of the density network's card.</summary>
    public const string DensityName = "panorama-density";

    /// <summary>Name of the render network's card.</summary>
    public const string RenderName = "panorama-render";

    /// <summary>Columns and rows of a tile as the network takes it.</summary>
    public const int TilePixels = 256;

    /// <summary>Sides of a picture are multiples of this.</summary>
    public const int Multiple = 16;

    private readonly Model _density;
    private readonly Model _render;

    private PanoramaNetworks(Model density, Model render, PanoramaCard space) => (_density, _render, Space) = (density, render, space);

    /// <summary>The space that they know.</summary>
    public PanoramaCard Space { get; }

    /// <summary>Name and version of the network that guesses the ground.</summary>
    public string Guesser => $"{DensityName} {_density.Card.Sha256[..8]}";

    /// <summary>Name and version of the network that paints.</summary>
    public string Painter => $"{RenderName} {_render.Card.Sha256[..8]}";

    /// <summary>Whether both can be loaded without a download.</summary>
    public static bool AreAtHand(ModelCatalogue catalogue) => catalogue.IsAtHand(DensityName) && catalogue.IsAtHand(RenderName);

    /// <summary>The networks of a catalogue; the models stay the catalogue's.</summary>
    /// <exception cref="InvalidInputException">
    /// <c>no-density-network</c>: one is not at hand; <c>model-card-unreadable</c>: a card that does not describe its space; the rules of <see cref="ModelCatalogue.Get"/>.
    /// </exception>
    public static PanoramaNetworks From(ModelCatalogue catalogue)
    {
        foreach (var name in (ReadOnlySpan<string>)[DensityName, RenderName])
        {
            if (!catalogue.IsAtHand(name))
            {
                throw new InvalidInputException(
                    name + ".onnx", "no-density-network", $"no network {name} in the folder models", $"the networks {DensityName} and {RenderName}",
                    "Restore the files that came with the program, or give elevations of the place with --dem.");
            }
        }

        var (density, render) = (catalogue.Get(DensityName), catalogue.Get(RenderName));
        return density.Card.Panorama is { } space ? new(density, render, space) : throw new InvalidInputException(
            DensityName + ".json", "model-card-unreadable", "no member panorama", "bottom, top, samples and rayLength of the network's space", "Restore the card that came with the model.");
    }

    /// <summary>Densities of the space above a tile.</summary>
    /// <param name="tile">3 × 256 × 256 values, sRGB 0 … 1, north up.</param>
    /// <returns>slices × rows × columns densities per half side, lowest first.</returns>
    /// <exception cref="InvalidOperationException">The network gives something else.</exception>
    public (float[] Values, int Slices, int Rows, int Columns) Density(float[] tile)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(tile, [1, 3, TilePixels, TilePixels]);
        using var options = new RunOptions();
        using var outputs = _density.Session.Run(options, ["tile"], [input], ["density"]);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        return shape is [1, var slices, var rows, var columns] && slices > 1
            ? (outputs[0].GetTensorDataAsSpan<float>().ToArray(), (int)slices, (int)rows, (int)columns)
            : throw new InvalidOperationException($"the network gave densities [{string.Join(", ", shape)}]; expected [1, slices, rows, columns]");
    }

    /// <summary>Paints a rendered volume.</summary>
    /// <param name="volume">Colours in sRGB times opacity, opacity, depth in half sides.</param>
    /// <param name="width">Columns, a multiple of <see cref="Multiple"/>.</param>
    /// <param name="height">Rows, likewise.</param>
    /// <param name="sky">Its light.</param>
    /// <returns>width × height × 3 bytes.</returns>
    /// <exception cref="ArgumentException">Sides of other sizes.</exception>
    public byte[] Paint(VolumePicture volume, int width, int height, SkyHistogram sky)
    {
        if (width % Multiple != 0 || height % Multiple != 0)
        {
            throw new ArgumentException($"{width} × {height} pixels; expected multiples of {Multiple}", nameof(width));
        }

        var pixels = width * height;
        var planes = new float[5 * pixels];
        for (var i = 0; i < pixels; i++)
        {
            (planes[i], planes[pixels + i], planes[(2 * pixels) + i]) = (volume.Rgb[3 * i], volume.Rgb[(3 * i) + 1], volume.Rgb[(3 * i) + 2]);
        }

        volume.Opacity.CopyTo(planes, 3 * pixels);
        volume.Depth.CopyTo(planes, 4 * pixels);
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 5, height, width]);
        using var light = OrtValue.CreateTensorValueFromMemory(sky.Shares(), [1, 3 * SkyHistogram.Bins]);
        using var options = new RunOptions();
        using var outputs = _render.Session.Run(options, ["volume", "illumination"], [input, light], ["picture"]);
        return RgbPlanes.Bytes(outputs[0].GetTensorDataAsSpan<float>(), width, height);
    }
}
