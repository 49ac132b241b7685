using Glacier.Terrain;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Onnx;

/// <summary>A network ready to run: its card checked, its session made once, on the GPU when the CUDA provider loads and else on the processor.</summary>
public sealed class Model : IDisposable
{
    private Model(ModelCard card, InferenceSession session, string device, string? reason)
    {
        Card = card;
        Session = session;
        Device = device;
        WhyNotCuda = reason;
    }

    /// <summary>The model card.</summary>
    public ModelCard Card { get; }

    /// <summary>The session; its <c>Run</c> may be called from several threads.</summary>
    public InferenceSession Session { get; }

    /// <summary><c>cuda:0</c> or <c>cpu</c>.</summary>
    public string Device { get; }

    /// <summary>Why CUDA was not taken; null when it was.</summary>
    public string? WhyNotCuda { get; }

    /// <summary>Loads <c>name.onnx</c> after checking it against <c>name.json</c>.</summary>
    /// <param name="cardPath">Path of the model card.</param>
    /// <param name="files">Where the ONNX file may be; null: beside its card.</param>
    /// <exception cref="InvalidInputException">The card or the file is absent, the hash differs, the file is no network, or a tensor of the card is not in it.</exception>
    public static Model Load(string cardPath, ModelFiles? files = null)
    {
        var card = ModelCard.Read(cardPath);
        var bytes = (files ?? new ModelFiles([])).Read(card, Path.GetDirectoryName(Path.GetFullPath(cardPath))!);
        var (session, device, reason) = Open(card.File, card.Expose is { Count: > 0 } inner ? InnerTensors.MakeOutputs(bytes, inner) : bytes);
        var unknown = card.Inputs.Keys.Except(session.InputMetadata.Keys).Concat(card.Outputs.Keys.Except(session.OutputMetadata.Keys)).ToArray();
        if (unknown.Length > 0)
        {
            var found = string.Join(", ", session.InputMetadata.Keys.Concat(session.OutputMetadata.Keys));
            session.Dispose();
            throw new InvalidInputException(card.File, "model-tensors", $"tensors {found}", $"also {string.Join(", ", unknown)}, as the card says", "Correct the card's inputs and outputs.");
        }

        return new(card, session, device, reason);
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    private static (InferenceSession Session, string Device, string? Reason) Open(string file, byte[] bytes)
    {
        var reason = "this build of ONNX Runtime has no CUDA provider";
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
        {
            try
            {
                using var cuda = new SessionOptions();
                cuda.AppendExecutionProvider_CUDA(0);
                return (new InferenceSession(bytes, cuda), "cuda:0", null);
            }
            catch (OnnxRuntimeException error)
            {
                // a provider that is there but whose driver is not: the processor takes over, and the reason is told
                reason = error.Message;
            }
        }

        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
            return (new InferenceSession(bytes, options), "cpu", reason);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidInputException(file, "not-a-model", error.Message, "an ONNX network this runtime can read", "Export it again, opset 17 or later.");
        }
    }
}
