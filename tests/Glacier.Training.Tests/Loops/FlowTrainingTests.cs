using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.Flow;
using Glacier.Training.Loops;
using Glacier.Training.Networks.Flow;
using Glacier.Training.Tests.Networks.Flow;
using Glacier.Vision.Velocity;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class FlowTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flow-training-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_few_pairs_are_learnt_to_a_fraction_of_a_pixel()
    {
        var configuration = Small(images: 100_000);
        using var trainer = new FlowTraining(configuration, device("cpu"));
        var batch = SmallRaft.Waves(32, 1, (2.5f, -1), (-3, 0.5f));
        var before = trainer.Validate(batch);
        Assert.Equal(Math.Sqrt(((2.5 * 2.5) + 1 + 9 + 0.25) / 2), before["val.still"], 1e-3);
        for (var step = 0; step < 80; step++)
        {
            trainer.Step(step + 5000, batch);
        }

        var after = trainer.Validate(batch);
        Assert.True(after["val.rmse"] < 0.3, $"RMSE {before["val.rmse"]} px before, {after["val.rmse"]} px after");
    }

    [Fact]
    public void With_a_start_a_fresh_network_leaves_it_as_it_is_and_then_improves_on_it()
    {
        var configuration = Small(images: 100_000) with { Networks = SmallRaft.Options with { ContextSees = ContextInput.Start }, Data = new() { Side = 64, Start = FlowStart.HornSchunck, LabelledShare = 0 } };
        Assert.Empty(configuration.Data.Faults());
        using var trainer = new FlowTraining(configuration, device("cpu"));
        var batch = SmallRaft.Waves(32, 1, (0.5f, -0.25f), (-0.4f, 0.1f)) with { Start = new float[2 * HornSchunckStart.Planes * 32 * 32] };
        var before = trainer.Validate(batch);
        Assert.Equal(before["val.still"], before["val.rmse"], 1e-6);
        for (var step = 0; step < 60; step++)
        {
            trainer.Step(step + 5000, batch);
        }

        Assert.InRange(trainer.Validate(batch)["val.rmse"], 0, 0.5 * before["val.still"]);
    }

    [Fact]
    public void The_census_alone_teaches_the_motion()
    {
        var configuration = Small(images: 100_000) with { Losses = new() { Supervised = 0, Census = 1, Smoothness = 0.05 } };
        using var trainer = new FlowTraining(configuration, device("cpu"));
        var batch = SmallRaft.Waves(32, 1, (1.5f, -1), (-1, 0.5f));
        for (var step = 0; step < 50; step++)
        {
            trainer.Step(step + 5000, batch);
        }

        var after = trainer.Validate(batch);
        Assert.True(after["val.rmse"] < 0.5 * after["val.still"], $"RMSE {after["val.rmse"]} px");
    }

    [Fact]
    public void A_run_resumed_from_a_checkpoint_ends_with_the_weights_of_one_that_went_through()
    {
        Run(Small(images: 12), "through", resume: false);
        Run(Small(images: 12), "halves", resume: false, most: 3);
        Run(Small(images: 12), "halves", resume: true);
        foreach (var file in new[] { "raft.dat", "raft-average.dat", "raft-optimiser.dat" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Newest("through"), file)), File.ReadAllBytes(Path.Combine(Newest("halves"), file)));
        }

        Assert.True(File.Exists(Path.Combine(_folder, "through", "samples", "step-00000006.png")));
        Assert.Contains("val.rmse", File.ReadLines(Path.Combine(_folder, "through", "metrics.csv")).First());
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var trainer = new FlowTraining(Small(images: 100), device("cpu"));
        var batch = SmallRaft.Waves(32, 1, (1, 0), (0, 1));
        trainer.Step(0, batch);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 1; step < 4; step++)
        {
            trainer.Step(step, batch);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_cycle_rises_to_its_highest_rate_and_ends_near_nothing()
    {
        Assert.Equal(0.04, OneCycle.Rate(1, 0, 101, 0.1), 1e-12);
        Assert.Equal(1, OneCycle.Rate(1, 10, 101, 0.1), 1e-12);
        Assert.Equal(0.5, OneCycle.Rate(1, 55, 101, 0.1), 1e-4);
        Assert.Equal(1e-5, OneCycle.Rate(1, 100, 101, 0.1), 1e-12);
        Assert.Equal(1e-5, OneCycle.Rate(1, 1000, 101, 0.1), 1e-12);
    }

    [Theory]
    [InlineData("\"losses\": { \"supervised\": 0 }", "losses")]
    [InlineData("\"networks\": { \"downsampling\": 3 }", "networks.downsampling")]
    [InlineData("\"iterations\": { \"training\": 0 }", "iterations")]
    [InlineData("\"networks\": { \"contextSees\": \"start\" }", "networks.contextSees")]
    [InlineData("\"data\": { \"start\": \"horn-schunck\" }", "data.labelledShare")]
    [InlineData("\"losses\": { \"power\": 3 }", "losses.power")]
    public void A_value_out_of_range_is_refused_by_name(string member, string named)
    {
        var text = "{ \"kind\": \"flow\", \"run\": { \"images\": 8 }, " + member + " }";
        Assert.Contains(named, Assert.Throws<InvalidInputException>(() => ConfigurationFile.Parse<FlowConfiguration>(text, "test.json", new Hashtable())).Found);
    }

    private static FlowConfiguration Small(long images) => new()
    {
        Kind = "flow",
        Run = new() { Images = images, Batch = 2, CheckpointEvery = 3, SamplesEvery = 3, MetricsEvery = 3, ValidationPictures = 2, SampleColumns = 2 },
        Data = new() { Side = 64 },
        Networks = SmallRaft.Options,
        Iterations = new() { Training = 3, Inference = 4 },
        Optimiser = new() { LearningRate = 0.003 },
        Average = new() { Decay = 0.8 },
    };

    private string Newest(string run) => new CheckpointStore(Path.Combine(_folder, run, "checkpoints")).Newest!;

    private void Run(FlowConfiguration configuration, string run, bool resume, int most = int.MaxValue)
    {
        using var trainer = new FlowTraining(configuration, device("cpu"));
        using var stop = new CancellationTokenSource();
        new TrainingRun<FlowBatch>(configuration, new WaveData(), "split", Path.Combine(_folder, run), new Progress(TextWriter.Null, "test", false))
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

    private sealed class WaveData : ITrainingData<FlowBatch>
    {
        public int Side => 32;

        public FlowBatch Train(long step, int count) => SmallRaft.Waves(32, (int)step * 10, [.. Enumerable.Range(0, count).Select(i => (1f + i, -0.5f * step))]);

        public FlowBatch Validate(int first, int count) => SmallRaft.Waves(32, 1000 + first, [.. Enumerable.Range(0, count).Select(i => (1f, i * 0.5f))]);
    }
}
