using Glacier.Terrain;
using Glacier.Training.Onnx.Perceptual;
using Glacier.Vision.Onnx;

namespace Glacier.Training.Data;

/// <summary>The network whose features the perceptual terms compare: SqueezeNet 1.1 of the model catalogue, pinned by the hash on its card.</summary>
public static class PerceptualFeatures
{
    /// <summary>Name of its card.</summary>
    public const string Model = "squeezenet1_1_fp16";

    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidInputException">There is no such file at any of the catalogue's places.</exception>
    public static SqueezeNetFeatures Load()
    {
        var folder = ModelFiles.ProgramFolder();
        var card = ModelCard.Read(Path.Combine(folder, Model + ".json"));
        var files = ModelFiles.OfProgram(folder);

        // read first, so that the hash is checked and a missing file is fetched where its card has an address
        files.Read(card, folder);
        return SqueezeNetFeatures.Load(files.Find(card, folder)!);
    }
}
