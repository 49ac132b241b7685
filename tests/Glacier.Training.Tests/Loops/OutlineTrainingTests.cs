using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Loops;
using Glacier.Training.Networks.Outlines;
using Glacier.Training.Tests.Data.Outlines;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class OutlineTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_where_the_ice_is_on_scenes_it_has_not_seen()
    {
        using var trainer = new OutlineTraining(Configuration(images: 160), device("cpu"));
        var data = Data();
        var validation = data.Validate(0, 4);
        var before = trainer.Validate(validation);
        for (var step = 0; step < 40; step++)
        {
            trainer.Step(step, data.Train(step, 4));
        }

        var after = trainer.Validate(validation);
        Assert.True(after["val.iou"] > 0.8 && after["val.iou"] > before["val.iou"] + 0.2, $"IoU {before["val.iou"]} before, {after["val.iou"]} after");
        Assert.Equal(after["val.iou"], after["val.best-iou"]);
    }

    [Theory]
    [InlineData(KeptWeights.Best)]
    [InlineData(KeptWeights.Last)]
    public void What_is_kept_is_the_best_validation_or_the_last_as_the_configuration_says(KeptWeights keep)
    {
        using var trainer = new OutlineTraining(Configuration(images: 160) with { Keep = keep }, device("cpu"));
        var data = Data();
        var validation = data.Validate(0, 4);
        for (var step = 0; step < 20; step++)
        {
            trainer.Step(step, data.Train(step, 4));
        }

        var good = trainer.Validate(validation)["val.iou"];

        // taught the opposite, it gets worse
        for (var step = 20; step < 40; step++)
        {
            var batch = data.Train(step, 4);
            trainer.Step(step, batch with { Labels = Array.ConvertAll(batch.Labels, label => (byte)(1 - label)) });
        }

        var after = trainer.Validate(validation);
        Assert.True(after["val.iou"] < good - 0.1, $"{good}, then {after["val.iou"]}");
        Assert.Equal(keep == KeptWeights.Best ? good : after["val.iou"], after["val.best-iou"]);
    }

    [Fact]
    public void A_resumed_run_ends_with_the_weights_of_an_unbroken_one_and_the_best_ones_are_kept()
    {
        var whole = Run("whole", 40, false);
        Run("broken", 20, false);
        var broken = Run("broken", 40, true);
        foreach (var file in Directory.GetFiles(whole, "*.dat"))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(broken, Path.GetFileName(file))));
        }

        var (network, configuration, state) = OutlineTraining.Best(Path.Combine(_folder, "whole"));
        using (network)
        {
            Assert.Equal((10L, 32), (state.Step, configuration.Data.Side));
            var validation = Data().Validate(0, 4);
            var probabilities = OutlineTraining.Probabilities(network, validation, device("cpu"), 3);
            var figures = new Glacier.Training.Evaluation.Outlines.IceFigures();
            figures.Add(probabilities, validation.Labels);
            Assert.Equal(state.Numbers["best.iou"], figures.IceIou, 9);
        }
    }

    [Fact]
    public void A_run_can_begin_with_the_best_weights_of_another()
    {
        Run("first", 20, false);
        var tuned = Configuration(20) with { WeightsFrom = Path.Combine(_folder, "first") };
        using var trainer = new OutlineTraining(tuned, device("cpu"));
        trainer.Begin();
        var validation = Data().Validate(0, 4);
        var state = CheckpointStore.Read(new CheckpointStore(Path.Combine(_folder, "first", "checkpoints")).Newest!);
        Assert.Equal(state.Numbers["best.iou"], trainer.Validate(validation)["val.iou"], 9);
    }

    private string Run(string name, long images, bool resume)
    {
        var configuration = Configuration(40) with { Run = Configuration(images).Run };
        using var trainer = new OutlineTraining(configuration, device("cpu"));
        var data = Data();
        new TrainingRun<OutlineBatch>(configuration, data, data.SplitHash, Path.Combine(_folder, name), new Progress(TextWriter.Null, name, false)).Train(trainer, resume, default);
        return new CheckpointStore(Path.Combine(_folder, name, "checkpoints")).Newest!;
    }

    private static OutlineConfiguration Configuration(long images) => new()
    {
        Kind = "outline",
        Seed = 3,
        Run = new RunConfiguration { Batch = 4, Images = images, CheckpointEvery = 5, SamplesEvery = 5, MetricsEvery = 5, ValidationPictures = 4, SampleColumns = 2, Threads = 1 },
        Data = DrawnScenes.Configuration(new WindowAugmentation { Occlusion = 0 }) with { Folders = [new TileFolder { Path = "drawn" }] },
        Networks = new GlavituOptions { Width = 8, StemStride = 2, Patch = 4, Embedding = 12, Blocks = 1, Heads = 3, MlpRatio = 2, Levels = 2 },
        Optimiser = new OptimiserConfiguration { LearningRate = 0.005, Beta1 = 0.9, Beta2 = 0.999 },
        RestartsAfter = [160],
        Average = new AverageConfiguration { Decay = 0.8 },
    };

    private static OutlineData Data() => new(
        DrawnScenes.Configuration(new WindowAugmentation { Occlusion = 0 }), LocationEncoding.None, [([.. Enumerable.Range(0, 6).Select(i => DrawnScenes.Of(i))], 1)],
        [.. Enumerable.Range(50, 4).Select(i => DrawnScenes.Of(i))], 5);
}
