using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.World;
using Glacier.Training.Loops;
using Glacier.Vision.Onnx;
using TorchSharp;

namespace Glacier.Training.Commands;

/// <summary><c>train world</c>: the 3D path.</summary>
internal static class WorldCommand
{
    public static int Train(TrainSettings settings, WorldConfiguration configuration, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var preparing = new Progress(Console.Error, "worlds", false);
        using var models = ModelCatalogue.OfProgram();
        var teacher = configuration.Losses.Teacher > 0 ? WorldTeacher.Bundled(models) : null;
        using var cache = WorldCache.Open(
            configuration.Data, configuration.Networks.PictureSize, settings.Data, settings.Cache, configuration.Seed, teacher, line =>
            {
                stop.ThrowIfCancellationRequested();
                preparing.Say(line);
            });
        using var pictures = configuration.Losses.Adversarial > 0 && configuration.Data.Photographs is { } photographs ? PictureCache.Open(photographs, settings.Data, settings.Cache, Sky.Finder(), (_, _) => stop.ThrowIfCancellationRequested()) : null;
        var real = pictures is null ? null : new TrainingData(configuration.Data.Photographs!, pictures, configuration.Seed);
        var data = new WorldData(configuration.Data, configuration.Networks.PictureSize, cache, real, configuration.Seed);
        using var features = configuration.Losses.Perceptual > 0 ? PerceptualFeatures.Load() : null;
        return TrainCommand.Train(
            settings, configuration, $"{data.WorldCount:N0} worlds, {real?.TrainingCount ?? 0:N0} photographs",
            device => new WorldTraining(configuration, device, features is null ? null : features.to(device).call) { Gallery = data.Gallery() },
            progress => new TrainingRun<WorldBatch>(configuration, data, pictures?.SplitHash ?? "none", settings.Output, progress)
            {
                SampleMethod = "painted by networks in training, beneath what the 2D path painted: validation views, the rays' own colours, one camera in all years, an orbit",
                ShownTerms = ["g.teacher", "g.perceptual", "g.adversarial", "d.adversarial", "g.opacity"],
            },
            stop);
    }
}
