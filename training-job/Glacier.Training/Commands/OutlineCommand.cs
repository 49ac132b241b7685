using Glacier.Training.Configuration;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Loops;

namespace Glacier.Training.Commands;

/// <summary><c>train outline</c>: GlaViTU.</summary>
internal static class OutlineCommand
{
    public static int Train(TrainSettings settings, CancellationToken stop)
    {
        var configuration = ConfigurationFile.Read<OutlineConfiguration>(settings.Config);
        Directory.CreateDirectory(settings.Output);
        var data = OutlineSources.Open(configuration, settings.Data, line => Console.Error.WriteLine(line), stop);
        return TrainCommand.Train(
            settings, configuration, data.Report, device => new OutlineTraining(configuration, device),
            progress => new TrainingRun<OutlineBatch>(configuration, data, data.SplitHash, settings.Output, progress)
            {
                SampleMethod = "scene in false colour, its mask, the probability of ice by a network in training, what it found wrongly (red) and missed (blue)",
                ShownTerms = ["focal", "focal.deep", "learning-rate"],
            },
            stop);
    }
}
