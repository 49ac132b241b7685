using System.Globalization;
using System.Text.Json;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Loops;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Flow;
using Glacier.Vision.Velocity;
using static TorchSharp.torch;

namespace Glacier.Training.Commands;

/// <summary>A flow run's averaged network as a model of the product.</summary>
internal static class FlowExport
{
    private const string Licence = "the project's own weights; the training images' terms are in trainingData";

    private const string TrainingData =
        "Simulated glaciers and drawn surfaces of this project; real textures warped by glacier-like flow: Sentinel-2 and Landsat near-infrared images (contain modified Copernicus Sentinel data; USGS public "
        + "domain){0}. The images are not part of the weights' licence.";

    /// <summary>Writes the model.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="checkpoint">Its newest checkpoint.</param>
    /// <param name="state">The checkpoint's state.</param>
    /// <param name="target">Folder of models.</param>
    /// <param name="precision">Precision of the weights in the file.</param>
    public static void Write(string run, string checkpoint, CheckpointState state, string target, WeightPrecision precision)
    {
        var configuration = JsonSerializer.Deserialize<FlowConfiguration>(state.Configuration, JsonSerializerOptions.Web)
            ?? throw new InvalidInputException(run, "run-kind", "no configuration", "flow", "The run's folder is damaged.");
        var labelled = configuration.Data.LabelledShare > 0 ? "; Horn–Schunck flow of Perito Moreno pairs" : "";
        using var constant = no_grad();
        using var network = FlowTraining.Read(checkpoint, configuration.Networks);
        var notes = new ModelNotes(Licence, string.Format(CultureInfo.InvariantCulture, TrainingData, labelled), CardFigures.Of(run, state, "pairsSeen"), Channels: FlowChannels.Names, Steps: state.Step, Config: configuration);
        var card = ModelExport.Write(target, RaftFlow.ModelName, RaftExport.Export(network, configuration.Iterations.Inference, precision), RaftExport.Meanings, notes);
        Console.WriteLine($"{Path.Combine(target, card.File)}  {new FileInfo(Path.Combine(target, card.File)).Length / 1e6:0.00} MB  {state.Images:N0} pairs seen");
    }
}
