using Glacier.Terrain;
using Glacier.Training.Data;
using Glacier.Training.Onnx.Perceptual;
using Glacier.Vision.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation;

/// <summary>The fixed network that pictures are judged by.</summary>
/// <param name="Features">The network.</param>
/// <param name="Sha256">Hash of its file, as checked.</param>
/// <param name="Lpips">LPIPS formula and heads on it, or null where the heads are absent.</param>
public sealed record PerceptualNetwork(SqueezeNetFeatures Features, string Sha256, LpipsSqueeze? Lpips) : IDisposable
{
    /// <summary>Its name in figures: a distance between sets over these features is never called FID.</summary>
    public const string Name = "squeezenet1.1";

    private const string Heads = "lpips_v0.1_squeeze.pth";

    /// <summary>Loads it from where the model catalogue finds it.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="dataFolder">Folder whose <c>weights</c> may hold the LPIPS heads.</param>
    /// <exception cref="InvalidInputException">It is nowhere, or has another hash.</exception>
    public static PerceptualNetwork Load(Device device, string dataFolder)
    {
        var features = PerceptualFeatures.Load();
        var heads = Path.Combine(dataFolder, "weights", Heads);
        var lpips = File.Exists(heads) ? LpipsSqueeze.Load(features, heads) : null;
        features.to(device);
        lpips?.to(device);
        return new(features, ModelCard.Read(Path.Combine(ModelFiles.ProgramFolder(), PerceptualFeatures.Model + ".json")).Sha256, lpips);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lpips?.Dispose();
        Features.Dispose();
    }
}
