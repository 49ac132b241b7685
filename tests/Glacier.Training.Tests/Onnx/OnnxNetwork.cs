using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Training.Tests.Onnx;

/// <summary>A model run by ONNX Runtime on the processor: the reference that exported networks are compared with.</summary>
internal sealed class OnnxNetwork(ModelProto model) : IDisposable
{
    private readonly InferenceSession _session = new(OnnxFile.ToBytes(model));

    /// <summary>The first output for inputs of 32-bit floats.</summary>
    public float[] Run(params (string Name, float[] Values, long[] Shape)[] inputs) => RunAll(inputs)[0];

    /// <summary>Every output, in the order of the graph.</summary>
    public float[][] RunAll(params (string Name, float[] Values, long[] Shape)[] inputs)
    {
        var values = inputs.Select(input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape)).ToArray();
        try
        {
            using var run = new RunOptions();
            using var outputs = _session.Run(run, [.. inputs.Select(input => input.Name)], values, _session.OutputNames);
            return [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();
}
