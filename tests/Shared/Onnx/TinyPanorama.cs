using System.Security.Cryptography;
using Glacier.Vision.Onnx;

namespace Glacier.Tests.Onnx;

/// <summary>Panorama networks of a few nodes whose answer is known: ground lies higher where the tile is red, and the picture is the volume's colours brightened by its sky.</summary>
internal static class TinyPanorama
{
    /// <summary>Columns and rows of the densities.</summary>
    public const int Side = 32;

    /// <summary>Slices of the densities, half of them below the ground in the tile's middle.</summary>
    public const int Slices = 32;

    /// <summary>The space that they know.</summary>
    public static PanoramaCard Space { get; } = new(-0.5, 0.5, Slices, 100, 1.44, 2, 900, 128, 32);

    /// <summary>Height of the ground above that of black tile, half sides, where the tile is wholly red.</summary>
    public const double RedHeight = 0.25;

    /// <summary>Writes both networks and their cards into a folder.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var (thickness, middle) = ((Space.Top - Space.Bottom) / Slices, Slices / 2);

        // a slice is opaque below the black ground, and above it where red says so
        var (weights, biases) = (new float[3 * Slices], new float[Slices]);
        for (var slice = 0; slice < Slices; slice++)
        {
            // lower by a slice, as between two of them the space would be half full
            var height = (slice - middle + 1.5) * thickness;
            (weights[3 * slice], biases[slice]) = height < 0 ? (0, 2000f) : ((float)(20_000 * RedHeight), (float)(-20_000 * height));
        }

        Put(folder, "panorama-density", TinyNetwork.Of(
            [("tile", TinyNetwork.Float, 4)], ("density", TinyNetwork.Float, 4),
            [TinyNetwork.Constant("w", [Slices, 3, 1, 1], weights), TinyNetwork.Constant("b", [Slices], biases)],
            TinyNetwork.Node("AveragePool", "tile", "small", TinyNetwork.Wholes("kernel_shape", 256 / Side, 256 / Side), TinyNetwork.Wholes("strides", 256 / Side, 256 / Side)),
            TinyNetwork.Node("Conv", ["small", "w", "b"], "dense"), TinyNetwork.Node("Relu", "dense", "density")), ["tile"], ["density"]);

        // red, green and blue as they are; in the sky a grey; and so much brighter as the sky's mean bin is full
        float[] colours = [1, 0, 0, -0.3f, 0, 0, 1, 0, -0.3f, 0, 0, 0, 1, -0.3f, 0];
        Put(folder, "panorama-render", TinyNetwork.Of(
            [("volume", TinyNetwork.Float, 4), ("illumination", TinyNetwork.Float, 2)], ("picture", TinyNetwork.Float, 4),
            [TinyNetwork.Constant("w", [3, 5, 1, 1], colours), TinyNetwork.Constant("b", [3], 0.3f, 0.3f, 0.3f), TinyNetwork.Constant("s", -1, 1, 1, 1)],
            TinyNetwork.Node("Conv", ["volume", "w", "b"], "painted"), TinyNetwork.Node("ReduceMean", "illumination", "mean", TinyNetwork.Wholes("axes", 1)),
            TinyNetwork.Node("Reshape", ["mean", "s"], "light"), TinyNetwork.Node("Add", ["painted", "light"], "picture")), ["volume", "illumination"], ["picture"]);
    }

    private static void Put(string folder, string name, byte[] network, string[] inputs, string[] outputs)
    {
        File.WriteAllBytes(Path.Combine(folder, name + ".onnx"), network);
        new ModelCard(
            name, name + ".onnx", Convert.ToHexStringLower(SHA256.HashData(network)), inputs.ToDictionary(input => input, _ => ""), outputs.ToDictionary(output => output, _ => ""), "MIT", Panorama: Space)
            .Write(Path.Combine(folder, name + ".json"));
    }
}
