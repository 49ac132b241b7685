using System.Runtime.InteropServices;
using Glacier.Vision.Edges;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Curation;

/// <summary>Describes a photograph by the features of SqueezeNet 1.1 (F. Iandola et al., arXiv 1602.07360) before its classifier.</summary>
/// <param name="model">The network of the card <c>squeezenet1_1_fp16</c>.</param>
public sealed class SqueezeNetDescriptor(Model model)
{
    /// <summary>Name of the model's card.</summary>
    public const string ModelName = "squeezenet1_1_fp16";

    /// <summary>Length of a descriptor: 512 channels averaged over the upper, middle and lower third of the picture.</summary>
    public const int Length = 3 * Channels;

    private const string Features = "fire9/concat_2";
    private const int Side = 224;
    private const int Channels = 512;

    /// <summary>The descriptor of a catalogue; the model stays the catalogue's.</summary>
    /// <exception cref="Terrain.InvalidInputException">The model is absent or refused.</exception>
    public static SqueezeNetDescriptor From(ModelCatalogue catalogue) => new(catalogue.Get(ModelName));

    /// <summary>The descriptor of a picture, squeezed to 224 × 224.</summary>
    /// <param name="rgb">width × height × 3 bytes, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns><see cref="Length"/> values of 0 or more.</returns>
    public float[] Of(byte[] rgb, int width, int height)
    {
        PictureSize.Check(rgb, width, height, 3);
        var small = PictureScaling.Resize(rgb, width, height, Side, Side);
        var planes = new Float16[3 * Side * Side];
        for (var i = 0; i < Side * Side; i++)
        {
            planes[i] = (Float16)(small[(3 * i) + 2] - 104f);
            planes[(Side * Side) + i] = (Float16)(small[(3 * i) + 1] - 117f);
            planes[(2 * Side * Side) + i] = (Float16)(small[3 * i] - 123f);
        }

        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Side, Side]);
        using var options = new RunOptions();
        using var outputs = model.Session.Run(options, ["data_0"], [input], [Features]);
        var features = MemoryMarshal.Cast<Float16, Half>(outputs[0].GetTensorDataAsSpan<Float16>());
        var side = (int)Math.Sqrt(features.Length / Channels);
        var result = new float[Length];
        var rows = new int[3];
        for (var y = 0; y < side; y++)
        {
            rows[3 * y / side]++;
        }

        for (var c = 0; c < Channels; c++)
        {
            for (var y = 0; y < side; y++)
            {
                var third = 3 * y / side;
                foreach (var value in features.Slice((c * side * side) + (y * side), side))
                {
                    result[(third * Channels) + c] += (float)value / (side * rows[third]);
                }
            }
        }

        return result;
    }
}
