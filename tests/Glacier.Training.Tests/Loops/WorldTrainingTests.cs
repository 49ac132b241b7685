using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.World;
using Glacier.Training.Loops;
using Glacier.Training.Tests.Networks.World;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class WorldTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("world-training-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_the_teacher_paints_is_learnt()
    {
        using var trainer = new WorldTraining(Small(10_000) with { Losses = new() { Adversarial = 0, Perceptual = 0 } }, device("cpu"));
        var batch = SmallWorld.Batch(1, 2);
        var before = trainer.Validate(batch)["val.l1"];
        for (var step = 0; step < 40; step++)
        {
            trainer.Step(step + 5000, batch);
        }

        var after = trainer.Validate(batch)["val.l1"];
        Assert.True(after < 0.6 * before, $"L1 {before} before, {after} after");
    }

    [Fact]
    public void A_run_resumed_from_a_checkpoint_ends_with_the_weights_of_one_that_went_through()
    {
        Run(Small(8), "through", resume: false);
        Run(Small(8), "halves", resume: false, most: 1);
        Run(Small(8), "halves", resume: true);
        var files = Directory.GetFiles(Newest("through"), "*.dat").Select(path => Path.GetFileName(path)).ToArray();
        Assert.Equal(7, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Newest("through"), file)), File.ReadAllBytes(Path.Combine(Newest("halves"), file)));
        }

        Assert.True(File.Exists(Path.Combine(_folder, "through", "samples", "step-00000004.png")));
        Assert.Contains("val.ground-l1", File.ReadLines(Path.Combine(_folder, "through", "metrics.csv")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_discriminator_learns_beside_it_and_a_step_leaves_no_tensor_behind()
    {
        using var trainer = new WorldTraining(Small(100), device("cpu"));
        var batch = SmallWorld.Batch(2, 2, photographs: true);
        var first = trainer.Step(0, batch).Values;
        Assert.True(first["d.r1"] >= 0 && first["g.adversarial"] > 0 && first["g.teacher"] > 0);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        LossTerms? terms = null;
        for (var step = 1; step < 12; step++)
        {
            terms = trainer.Step(step, batch);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(terms!.Values["d.adversarial"] < first["d.adversarial"], $"discriminator {first["d.adversarial"]} at first, {terms.Values["d.adversarial"]} after twelve steps");
    }

    [Fact]
    public void A_loss_that_is_no_number_is_named_and_moves_no_weight()
    {
        using var trainer = new WorldTraining(Small(100), device("cpu"));
        trainer.Save(_folder);
        var before = File.ReadAllBytes(Path.Combine(_folder, "frame.dat"));
        var batch = SmallWorld.Batch(3, 2, photographs: true);
        batch.Taught[7] = float.NaN;
        Assert.Contains("g.teacher", Assert.Throws<NonFiniteLossException>(() => trainer.Step(0, batch)).Message, StringComparison.Ordinal);
        trainer.Save(_folder);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "frame.dat")));
    }

    [Fact]
    public void Without_DEM_and_teacher_the_paper_s_way_takes_a_step()
    {
        var configuration = Small(100);
        configuration = configuration with
        {
            Networks = configuration.Networks with { Conditional = false },
            Data = configuration.Data with { Sampling = new(Free: true) },
            Losses = new() { Teacher = 0, Perceptual = 0, Thumbnail = 0, Adversarial = 1, Transparency = 1 },
        };
        using var trainer = new WorldTraining(configuration, device("cpu"));
        var terms = trainer.Step(0, SmallWorld.Batch(4, 2, photographs: true) with { Taught = [], Style = [] }).Values;
        Assert.True(terms["g.transparency"] >= 0);
        Assert.DoesNotContain("g.teacher", terms.Keys);
    }

    [Theory]
    [InlineData("\"losses\": { \"adversarial\": 0 }, \"data\": {}", "data.glaciers")]
    [InlineData("\"losses\": { \"adversarial\": 1 }, \"data\": { \"simulated\": [1] }", "data.photographs")]
    [InlineData("\"losses\": { \"adversarial\": 0 }, \"data\": { \"simulated\": [1], \"width\": 64 }", "data.width")]
    [InlineData("\"losses\": { \"adversarial\": 0 }, \"data\": { \"simulated\": [1] }, \"networks\": { \"pictureSize\": 100 }", "networks.pictureSize")]
    [InlineData("\"losses\": { \"adversarial\": 0 }, \"data\": { \"simulated\": [1] }, \"networks\": { \"styleDimension\": 8 }", "networks.styleDimension")]
    public void A_value_out_of_range_is_refused_by_name(string members, string named)
    {
        var text = "{ \"kind\": \"world\", \"run\": { \"images\": 8 }, " + members + " }";
        Assert.Contains(named, Assert.Throws<InvalidInputException>(() => ConfigurationFile.Parse<WorldConfiguration>(text, "test.json", new Hashtable())).Found, StringComparison.Ordinal);
    }

    private static WorldConfiguration Small(long images) => new()
    {
        Kind = "world",
        Run = new() { Images = images, Batch = 2, CheckpointEvery = 2, SamplesEvery = 2, MetricsEvery = 2, ValidationPictures = 2, SampleColumns = 2 },
        Data = new() { Simulated = [1] },
        Networks = SmallWorld.Options,
        Losses = new() { Perceptual = 0, R1Every = 4 },
        Generator = new() { LearningRate = 0.01 },
        Average = new() { Decay = 0.8 },
    };

    private string Newest(string run) => new CheckpointStore(Path.Combine(_folder, run, "checkpoints")).Newest!;

    private void Run(WorldConfiguration configuration, string run, bool resume, int most = int.MaxValue)
    {
        using var trainer = new WorldTraining(configuration, device("cpu")) { Gallery = [("orbit", [SmallWorld.Batch(90, 1) with { Taught = [] }])] };
        using var stop = new CancellationTokenSource();
        new TrainingRun<WorldBatch>(configuration, new DrawnData(), "split", Path.Combine(_folder, run), new Progress(TextWriter.Null, "test", false))
        {
            Saved = _ =>
            {
                if (most < int.MaxValue)
                {
                    stop.Cancel();
                }
            },
        }.Train(trainer, resume, stop.Token);
    }

    private sealed class DrawnData : ITrainingData<WorldBatch>
    {
        public int Side => SmallWorld.Side;

        public WorldBatch Train(long step, int count) => SmallWorld.Batch((int)step, count, photographs: true);

        public WorldBatch Validate(int first, int count) => SmallWorld.Batch(1000 + first, count, photographs: true);
    }
}
