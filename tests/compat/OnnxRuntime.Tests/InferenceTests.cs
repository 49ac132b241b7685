using Glacier.Tests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace OnnxRuntime.Tests;

public class InferenceTests
{
    [Fact]
    public void A_model_of_two_operators_computes_what_it_says()
    {
        using var session = new InferenceSession(TinyModel.Bytes());
        NamedOnnxValue[] inputs =
        [
            NamedOnnxValue.CreateFromTensor("a", new DenseTensor<float>(new float[] { 1, 2, -3 }, [3])),
            NamedOnnxValue.CreateFromTensor("b", new DenseTensor<float>(new float[] { 10, 0.5f, 4 }, [3])),
        ];
        using var results = session.Run(inputs);
        Assert.Equal([11, 3, -15], results.Single(r => r.Name == "y").AsTensor<float>().ToArray());
    }

    [Fact]
    public void A_damaged_model_is_an_OnnxRuntimeException()
    {
        var bytes = TinyModel.Bytes();
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(bytes[..(bytes.Length / 2)]));
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(new byte[] { 1, 2, 3, 4 }));
        Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(Path.Combine(Path.GetTempPath(), "no such model.onnx")));
    }

    [Fact]
    public void The_processor_is_always_among_the_providers() =>
        Assert.Contains("CPUExecutionProvider", OrtEnv.Instance().GetAvailableProviders());

    [Fact]
    public void Sky_segmentation_gives_probabilities()
    {
        using var session = new InferenceSession(RealData.Path("weights", "skyseg_u2netp.onnx"));
        var image = new DenseTensor<float>([1, 3, 384, 384]);
        image.Fill(0.5f);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("image", image)]);
        var sky = results.Single(r => r.Name == "sky").AsTensor<float>().ToArray();
        Assert.Equal(384 * 384, sky.Length);
        Assert.All(sky, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Squeezenet_in_half_floats_tells_two_pictures_apart()
    {
        using var session = new InferenceSession(RealData.Path("weights", "squeezenet1_1_fp16.onnx"));
        var (name, meta) = session.InputMetadata.First();
        float[] Run(Func<int, float> level)
        {
            NamedOnnxValue input;
            var shape = meta.Dimensions.Select(d => d < 1 ? 1 : d).ToArray();
            if (meta.ElementType == typeof(Float16))
                input = NamedOnnxValue.CreateFromTensor(name, new DenseTensor<Float16>(Enumerable.Range(0, 3 * 224 * 224).Select(i => (Float16)level(i)).ToArray(), shape));
            else
                input = NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Enumerable.Range(0, 3 * 224 * 224).Select(level).ToArray(), shape));
            using var results = session.Run([input]);
            return results[0].ElementType == TensorElementType.Float16
                ? [.. results[0].AsTensor<Float16>().Select(v => (float)v)]
                : [.. results[0].AsTensor<float>()];
        }

        var flat = Run(_ => 0);
        var waves = Run(i => 80 * MathF.Sin(i * 0.3f));
        Assert.All(flat, v => Assert.True(float.IsFinite(v)));
        Assert.Contains(flat.Zip(waves), pair => Math.Abs(pair.First - pair.Second) > 1e-2);
    }
}
