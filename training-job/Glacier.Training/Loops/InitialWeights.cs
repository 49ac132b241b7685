using System.Text.Json.Nodes;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Weights of another run's checkpoint as those that a run begins with; its optimisers and counters begin anew.</summary>
internal static class InitialWeights
{
    /// <summary>Reads every network; none is changed unless all fit.</summary>
    /// <param name="configuration">The run that begins; its <see cref="TrainingConfiguration.WeightsFrom"/> names a run's folder or a checkpoint.</param>
    /// <param name="networks">Its networks by the names of their files.</param>
    /// <returns>The checkpoint's folder.</returns>
    /// <exception cref="InvalidInputException">No checkpoint there, damaged, of another kind of run, or a tensor has another shape.</exception>
    public static string Load(TrainingConfiguration configuration, IReadOnlyList<(string Name, nn.Module Network)> networks)
    {
        var given = configuration.WeightsFrom ?? throw new ArgumentException("weightsFrom names nothing", nameof(configuration));
        var checkpoint = CheckpointStore.Find(given)
            ?? throw new InvalidInputException(given, "no-weights", "no checkpoint there", "the output folder of a run, or one of its checkpoints", "Correct weightsFrom of the configuration.");
        var kind = JsonNode.Parse(CheckpointStore.Read(checkpoint).Configuration)?["kind"]?.GetValue<string>();
        if (kind != configuration.Kind)
        {
            throw new InvalidInputException(given, "weights-kind", $"a run of kind {kind}", configuration.Kind, "Name a run of the same kind as weightsFrom.");
        }

        foreach (var (name, network) in networks)
        {
            RequireShapes(given, checkpoint, name, network);
        }

        foreach (var (name, network) in networks)
        {
            network.load(TrainerFiles.PathOf(checkpoint, name));
        }

        return checkpoint;
    }

    private static void RequireShapes(string given, string checkpoint, string name, nn.Module network)
    {
        var found = WeightFile.Shapes(TrainerFiles.PathOf(checkpoint, name)).ToDictionary(entry => entry.Name, entry => Text(entry.Shape));
        var expected = network.state_dict().ToDictionary(entry => entry.Key, entry => Text(entry.Value.shape));
        foreach (var tensor in expected.Keys.Concat(found.Keys))
        {
            var (there, here) = (found.GetValueOrDefault(tensor, "absent"), expected.GetValueOrDefault(tensor, "absent"));
            if (there != here)
            {
                throw new InvalidInputException(
                    given, "weights-shape", $"{name}: {tensor} is {there}", $"{here}, as this configuration makes it", "Make networks, data.channels and data.resolution those of that run, or name another as weightsFrom.");
            }
        }
    }

    private static string Text(long[] shape) => shape.Length == 0 ? "one number" : string.Join(" × ", shape);
}
