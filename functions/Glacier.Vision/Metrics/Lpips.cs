using System.Runtime.InteropServices;
using Glacier.Terrain;
using Glacier.Vision.Edges;
using Glacier.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Metrics;

/// <summary>
/// The formula and heads of LPIPS (Zhang et al. 2018, v0.1): features of both pictures brought to unit length, their squared difference weighed per channel,
/// averaged over pixels and summed over the maps. The published backbones are not at hand: the squeeze heads stand on another SqueezeNet 1.1 than they were
/// fitted to, so that a score is not comparable with published ones and goes by <see cref="ScoreName"/>; for alex and vgg there is none.
/// </summary>
public sealed class Lpips : IDisposable
{
    /// <summary>Name of the score wherever its figure stands.</summary>
    public const string ScoreName = "lpips-squeeze(substitute backbone)";

    /// <summary>Least height and width of a picture: three poolings leave one pixel.</summary>
    public const int LeastSide = 31;

    private const string Backbone = "squeezenet1_1_fp16";
    private const string Input = "data_0";

    private static readonly string[] s_maps = ["conv1_2", "fire3/concat_1", "fire5/concat_1", "fire6/concat_1", "fire7/concat_1", "fire8/concat_1", "fire9/concat_1"];
    private static readonly int[] s_channels = [64, 128, 256, 384, 384, 512, 512];

    private readonly InferenceSession _session;
    private readonly float[][] _heads;

    private Lpips(InferenceSession session, float[][] heads) => (_session, _heads) = (session, heads);

    /// <summary>Loads heads and backbone.</summary>
    /// <param name="catalogue">Where the backbone is found.</param>
    /// <param name="network">squeeze, alex or vgg.</param>
    /// <param name="headsFolder">Folder of <c>lpips_v0.1_NETWORK.pth</c>.</param>
    /// <exception cref="InvalidInputException"><c>no-backbone</c>: alex and vgg; <c>not-lpips-squeeze</c>; heads or backbone are absent or damaged.</exception>
    public static Lpips Load(ModelCatalogue catalogue, string network, string headsFolder)
    {
        if (network != "squeeze")
        {
            throw new InvalidInputException(
                "lpips-" + network, "no-backbone", $"no backbone '{network}' to put the LPIPS heads on", "squeeze, on a substitute SqueezeNet 1.1",
                $"Report {ScoreName} under that name, or provide the published {network} backbone.");
        }

        var file = Path.Combine(headsFolder, "lpips_v0.1_squeeze.pth");
        var weights = TorchWeights.Read(file);
        var heads = s_channels.Select((channels, i) => weights.TryGetValue($"lin{i}.model.1.weight", out var head) && head.Values.Length == channels
            ? head.Values
            : throw new InvalidInputException(
                Path.GetFileName(file), "not-lpips-squeeze", head is null ? $"no head {i}" : $"a head of {head.Values.Length} channels", $"a head of {channels} channels",
                "Name the folder of the squeeze heads (lpips_v0.1_squeeze.pth).")).ToArray();
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            return new(new InferenceSession(InnerTensors.MakeOutputs(AnySizeInput.Of(catalogue.Bytes(Backbone), Input), s_maps), options), heads);
        }
        catch (Exception error) when (error is InvalidDataException or OnnxRuntimeException)
        {
            throw new InvalidInputException(Backbone, "not-squeezenet", error.Message.Split('\n')[0], "SqueezeNet 1.1 as its card says", "Fetch the file again.");
        }
    }

    /// <summary>Distance of two pictures: 0 for equal ones.</summary>
    /// <param name="first">width × height × 3 bytes.</param>
    /// <param name="second">As many.</param>
    /// <param name="width">Columns, at least <see cref="LeastSide"/>.</param>
    /// <param name="height">Rows, at least <see cref="LeastSide"/>.</param>
    /// <exception cref="ArgumentException">Another size, or a smaller one.</exception>
    public double Distance(byte[] first, byte[] second, int width, int height)
    {
        var (a, b) = (Features(first, width, height), Features(second, width, height));
        return s_channels.Select((channels, i) => Between(a[i], b[i], _heads[i], channels)).Sum();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[][] Features(byte[] rgb, int width, int height)
    {
        PictureSize.Check(rgb, width, height, 3);
        if (Math.Min(width, height) < LeastSide)
        {
            throw new ArgumentException($"{width} × {height} pixels; expected {LeastSide} or more on either side");
        }

        var count = width * height;
        var planes = new Float16[3 * count];
        for (var i = 0; i < count; i++)
        {
            planes[i] = (Float16)(rgb[(3 * i) + 2] - 104f);
            planes[count + i] = (Float16)(rgb[(3 * i) + 1] - 117f);
            planes[(2 * count) + i] = (Float16)(rgb[3 * i] - 123f);
        }

        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, height, width]);
        using var options = new RunOptions();
        using var outputs = _session.Run(options, [Input], [input], s_maps);
        return [.. outputs.Select(map => Array.ConvertAll(MemoryMarshal.Cast<Float16, Half>(map.GetTensorDataAsSpan<Float16>()).ToArray(), value => (float)value))];
    }

    private static double Between(float[] a, float[] b, float[] head, int channels)
    {
        var pixels = a.Length / channels;
        double sum = 0;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var (lengthA, lengthB) = (Length(a, pixel, pixels, channels), Length(b, pixel, pixels, channels));
            for (var c = 0; c < channels; c++)
            {
                var difference = (a[(c * pixels) + pixel] / lengthA) - (b[(c * pixels) + pixel] / lengthB);
                sum += head[c] * difference * difference;
            }
        }

        return sum / pixels;
    }

    private static double Length(float[] map, int pixel, int pixels, int channels)
    {
        double squares = 0;
        for (var c = 0; c < channels; c++)
        {
            double value = map[(c * pixels) + pixel];
            squares += value * value;
        }

        return Math.Sqrt(squares) + 1e-10;
    }
}
