using System.Text.Json.Nodes;
using Glacier.Terrain;

namespace Glacier.Training.Checkpoints;

/// <summary>What a network learned from before its own run: the runs whose weights it, and each of them, began with.</summary>
public static class EarlierRuns
{
    private const int Most = 100;

    /// <summary>Adds them up.</summary>
    /// <param name="state">State of the run's checkpoint.</param>
    /// <returns>Pictures seen and seconds taken in all earlier runs, as they stand now; null where one of them is no longer here. Zero where there was none.</returns>
    /// <exception cref="InvalidInputException">A checkpoint of one is damaged.</exception>
    public static (long Images, double Seconds)? Before(CheckpointState state)
    {
        var (images, seconds) = (0L, 0.0);
        for (var depth = 0; (string?)JsonNode.Parse(state.Configuration)?["weightsFrom"] is { } earlier; depth++)
        {
            if (depth == Most || CheckpointStore.Find(earlier) is not { } checkpoint)
            {
                return null;
            }

            state = CheckpointStore.Read(checkpoint);
            (images, seconds) = (images + state.Images, seconds + state.Seconds);
        }

        return (images, seconds);
    }
}
