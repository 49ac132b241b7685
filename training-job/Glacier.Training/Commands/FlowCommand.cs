using Glacier.Training.Configuration;
using Glacier.Training.Data.Flow;
using Glacier.Training.Loops;

namespace Glacier.Training.Commands;

/// <summary><c>train flow</c>: RAFT for velocities.</summary>
internal static class FlowCommand
{
    public static int Train(TrainSettings settings, FlowConfiguration configuration, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var preparing = new Progress(Console.Error, "flow data", false);
        var data = new FlowData(configuration.Data, settings.Data, configuration.Seed, settings.Cache, preparing.Say);
        var report = $"pairs of {data.Side} px, channels {string.Join(", ", data.ChannelNames)}";
        return TrainCommand.Train(
            settings, configuration, report, device => new FlowTraining(configuration, device),
            progress => new TrainingRun<FlowBatch>(configuration, data, data.SplitHash, settings.Output, progress)
            {
                SampleMethod = "pairs of images with their true flow, the flow of a network in training, and four times the difference",
                ShownTerms = ["flow.supervised", "flow.census", "flow.error"],
            },
            stop);
    }
}
