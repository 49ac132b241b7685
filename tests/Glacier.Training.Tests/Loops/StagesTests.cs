using Glacier.Tests;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Evaluation;
using Glacier.Training.Loops;
using Glacier.Training.Onnx.Perceptual;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

/// <summary>The two stages of the paper, on a handful of made-up photographs.</summary>
[Collection(GlobalChance.Name)]
public sealed class StagesTests : IDisposable
{
    private readonly SyntheticPhotos _photos = new();

    public void Dispose() => _photos.Dispose();

    [Fact]
    public void Stage_one_goes_on_exactly_and_stage_two_leaves_its_generator_alone_until_the_third()
    {
        var gan = Gan(images: 24);
        using var cache = PictureCache.Open(gan.Data, _photos.Root, _photos.Out("cache"), (_, _, _) => []);
        Run(gan, cache, new GanTraining(gan, device("cpu")), "whole", resume: false);
        Run(Gan(images: 12), cache, new GanTraining(gan, device("cpu")), "gan", resume: false);
        Run(gan, cache, new GanTraining(gan, device("cpu")), "gan", resume: true);
        Assert.Equal(Bytes("whole", 6, "generator-average"), Bytes("gan", 6, "generator-average"));
        Assert.Equal(Bytes("whole", 6, "discriminator-optimiser"), Bytes("gan", 6, "discriminator-optimiser"));

        using var features = SqueezeNetFeatures.Load(RealData.Path("weights", "squeezenet1_1_fp16.onnx"));
        var encoder = Encoder();
        Run(encoder, cache, new EncoderTraining(encoder, device("cpu"), features), "encoder", resume: false);
        var (frozen, moved) = (Bytes("encoder", 2, "generator"), Bytes("encoder", 4, "generator"));
        Assert.NotEqual(frozen, moved);
        Assert.NotEqual(Bytes("encoder", 2, "encoder"), Bytes("encoder", 4, "encoder"));

        using var scenery = TrainedScenery.Open(_photos.Out("encoder"), device("cpu"));
        using var network = new PerceptualNetwork(features, "", null);
        var figures = new Evaluator(network, (rgb, width, height) => new bool[width * height], device("cpu"))
            .Judge(scenery, new TrainingData(encoder.Data, cache, 1), cache.SplitHash, most: 4).Figures;
        Assert.Equal("W+ only", scenery.Mode);
        Assert.All(figures.Values, value => Assert.True(double.IsFinite(value)));
        Assert.Contains(figures.Keys, name => name.StartsWith("fsd-squeezenet1.1(n=", StringComparison.Ordinal));
        // contour alone has no map of the sky, and is held to the skyline all the same
        Assert.Contains("skyline-error-px-median", figures.Keys);
        Assert.Contains("temporal-change-away", figures.Keys);
        Assert.DoesNotContain(figures.Keys, name => name.Contains("fid", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_stage_is_over_when_the_accuracy_over_the_window_falls_to_the_threshold_and_not_before()
    {
        var criterion = new StoppingCriterion(new CriterionConfiguration { Accuracy = 0.6, Window = 3, AfterImages = 100 });
        foreach (var accuracy in new[] { 0.9, 0.6, 0.6 })
        {
            criterion.Observe(accuracy);
        }

        Assert.Null(criterion.Met(1000));
        criterion.Observe(0.6);
        Assert.Null(criterion.Met(99));
        Assert.NotNull(criterion.Met(100));
        var other = new StoppingCriterion(new CriterionConfiguration { Accuracy = 0.6, Window = 3, AfterImages = 100 }) { State = criterion.State };
        Assert.Equal(criterion.Met(100), other.Met(100));
    }

    private GanConfiguration Gan(long images) => ConfigurationFile.Parse<GanConfiguration>(
        $$"""
        { "kind": "gan", "seed": 3,
          "run": { "batch": 4, "images": {{images}}, "checkpointEvery": 3, "samplesEvery": 2, "metricsEvery": 2, "sampleColumns": 2, "validationPictures": 2, "threads": 1 },
          "data": { "resolution": 32, "channels": ["contour"], "folders": [ { "path": "photos/hills", "masks": "photos/sky" } ] },
          "networks": { "styleSize": 8, "latentSize": 16, "mappingLayers": 2, "channelBase": 256, "channelMaximum": 16 },
          "losses": { "r1Every": 2, "pathLengthEvery": 2 } }
        """, "gan");

    private EncoderConfiguration Encoder() => ConfigurationFile.Parse<EncoderConfiguration>(
        $$"""
        { "kind": "encoder", "seed": 3, "generator": "{{_photos.Out("gan")}}",
          "run": { "batch": 4, "images": 16, "checkpointEvery": 2, "samplesEvery": 2, "metricsEvery": 2, "sampleColumns": 2, "validationPictures": 2, "threads": 1 },
          "data": { "resolution": 32, "channels": ["contour"], "folders": [ { "path": "photos/hills", "masks": "photos/sky" } ] },
          "networks": { "channels": 4, "units": [1, 1, 1, 1], "coarseStyles": 2, "middleStyles": 2 },
          "losses": { "adversarial": 0.1, "r1Every": 2 },
          "thirdStage": { "fromLevel": 16, "afterImages": 8 } }
        """, "encoder");

    private byte[] Bytes(string output, int step, string name) => File.ReadAllBytes(Path.Combine(_photos.Out(output), "checkpoints", $"step-{step:D8}", name + ".dat"));

    private void Run(SceneryConfiguration configuration, PictureCache cache, ITrainer<Batch> trainer, string output, bool resume)
    {
        using (trainer)
        {
            new TrainingRun<Batch>(configuration, new TrainingData(configuration.Data, cache, configuration.Seed), cache.SplitHash, _photos.Out(output), new Progress(TextWriter.Null, "test", false))
                .Train(trainer, resume, CancellationToken.None);
        }
    }
}
