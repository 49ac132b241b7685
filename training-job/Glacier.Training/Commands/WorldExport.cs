using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Loops;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.World;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary>A world run's averaged networks as the two models of the product.</summary>
internal static class WorldExport
{
    private const string Licence = "the project's own weights; the training data's terms are in trainingData";

    private const string TrainingData =
        "Views of real DEMs (Aletsch: swisstopo / VAW-ETH through the IGM project; Columbia, Hintereisferner: OGGM sample data; Exploradores: ASTER, NASA/METI; outlines: RGI 6, CC BY 4.0) and of "
        + "simulated glaciers, painted by scenery-joint{0}. The data are not part of the weights' licence.";

    private const string Photographs = "; photographs for the discriminator: Intel image classification set, glaciers (no licence stated), mountains-1024 (Unsplash), sky by skyseg_u2netp (MIT)";

    /// <summary>Writes both models.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="checkpoint">Its newest checkpoint.</param>
    /// <param name="state">The checkpoint's state.</param>
    /// <param name="target">Folder of models.</param>
    /// <param name="precision">Precision of the weights in the files.</param>
    /// <exception cref="InvalidInputException">The run's folder is damaged, or the run is an unconditional one.</exception>
    public static void Write(string run, string checkpoint, CheckpointState state, string target, WeightPrecision precision)
    {
        var configuration = WorldTraining.ConfigurationOf(state);
        if (!configuration.Networks.Conditional || configuration.Data.Sampling.Free)
        {
            throw new InvalidInputException(
                run, "run-kind", configuration.Networks.Conditional ? "a world of free samples" : "an unconditional world", "one that knows the DEM",
                "Such a run is for comparison only; export one with networks.conditional and without data.sampling.free.");
        }

        using var constant = no_grad();
        using var networks = WorldTraining.Read(checkpoint, configuration.Networks);
        var data = string.Format(System.Globalization.CultureInfo.InvariantCulture, TrainingData, configuration.Losses.Adversarial > 0 ? Photographs : "");
        var notes = new ModelNotes(Licence, data, CardFigures.Of(run, state, "imagesSeen"), Steps: state.Step, Config: configuration);
        foreach (var card in new[]
        {
            ModelExport.Write(target, Scenery3dModel.LayoutName, LayoutExport.Export(networks.Layout, precision), LayoutExport.Meanings, notes with { Channels = TerrainWorld.LayoutNames }),
            ModelExport.Write(target, Scenery3dModel.FrameName, FrameExport.Export(networks.Frame, precision), FrameExport.Meanings, notes),
        })
        {
            Console.WriteLine($"{Path.Combine(target, card.File)}  {new FileInfo(Path.Combine(target, card.File)).Length / 1e6:0.00} MB  {state.Images:N0} pictures seen");
        }
    }
}
