using System.Security.Cryptography;
using Glacier.Terrain;
using Glacier.Training.Onnx.Perceptual;
using Glacier.Vision.Onnx;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation;

/// <summary>The fixed network that perceptual losses and set distances are measured with: its file checked against its card's SHA-256.</summary>
/// <param name="Features">The network.</param>
/// <param name="Name">Its name in reports.</param>
/// <param name="Sha256">Hash of its file.</param>
/// <param name="HeadsFile">LPIPS heads beside it, or null where there are none.</param>
public sealed record PerceptualNetwork(SqueezeNetFeatures Features, string Name, string Sha256, string? HeadsFile) : IDisposable
{
    private const string CardName = "squeezenet1_1_fp16";
    private const string Heads = "lpips_v0.1_squeeze.pth";

    /// <summary>Loads it from where the model catalogue finds it.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="InvalidInputException">It is nowhere, or has another hash.</exception>
    public static PerceptualNetwork Load(Device device)
    {
        var folder = ModelFiles.ProgramFolder();
        var files = ModelFiles.OfProgram(folder);
        var card = ModelCard.Read(Path.Combine(folder, CardName + ".json"));
        var bytes = files.Read(card, folder);
        var path = files.Find(card, folder) ?? throw new InvalidInputException(card.File, "no-model", $"no file {card.File}", "the network of its card", "Put it into the models folder.");
        var features = SqueezeNetFeatures.Load(path);
        features.to(device);
        var heads = Path.Combine(Path.GetDirectoryName(path)!, Heads);
        return new(features, "squeezenet1.1", Convert.ToHexStringLower(SHA256.HashData(bytes)), File.Exists(heads) ? heads : null);
    }

    /// <inheritdoc/>
    public void Dispose() => Features.Dispose();
}
