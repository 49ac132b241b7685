using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Loops;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class TrainingRunTests : IDisposable
{
    private readonly SyntheticPhotos _photos = new();

    public void Dispose() => _photos.Dispose();

    [Fact]
    public void The_joint_mode_learns_to_copy_a_fixed_batch()
    {
        var configuration = Read("\"losses\": { \"adversarial\": 0.1, \"featureMatching\": 1, \"l1\": 10, \"priorShare\": 0, \"r1Every\": 4 }, \"average\": { \"decay\": 0.5 },");
        using var cache = Open(configuration);
        using var trainer = new JointTraining(configuration, device("cpu"));
        var batch = new TrainingData(configuration.Data, cache, 7).Train(0, 4);
        var before = trainer.Validate(batch)["val.l1"];
        for (var step = 0; step < 60; step++)
        {
            trainer.Step(step, batch);
        }

        var after = trainer.Validate(batch)["val.l1"];
        Assert.True(after < 0.5 * before, $"L1 {before} before, {after} after");
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        using var trainer = new JointTraining(configuration, device("cpu"));
        var data = new TrainingData(configuration.Data, cache, 7);
        for (var step = 0; step < 17; step++)
        {
            trainer.Step(step, data.Train(step, 4));
        }

        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 17; step < 40; step++)
        {
            trainer.Step(step, data.Train(step, 4));
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_names_the_term_and_keeps_the_last_checkpoint()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        using var trainer = new Poisoned(new JointTraining(configuration, device("cpu")), step: 7);
        var error = Assert.Throws<NonFiniteLossException>(() => Run(configuration, cache, trainer, resume: false));
        Assert.Equal(7, error.Step);
        Assert.Equal("d.adversarial", error.Term);
        var newest = new CheckpointStore(Path.Combine(_photos.Out("out"), "checkpoints")).Newest!;
        Assert.Equal("step-00000005", Path.GetFileName(newest));
        Assert.Equal(5, CheckpointStore.Read(newest).Step);
    }

    [Fact]
    public void A_checkpoint_of_another_configuration_is_refused_and_the_members_named()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        using (var trainer = new JointTraining(configuration, device("cpu")))
        {
            Run(configuration, cache, trainer, resume: false);
        }

        var other = Read("\"losses\": { \"l1\": 2.5 },");
        using var second = new JointTraining(other, device("cpu"));
        var error = Assert.Throws<InvalidInputException>(() => Run(other, cache, second, resume: true));
        Assert.Equal("checkpoint-configuration", error.Rule);
        Assert.Contains("losses.l1 (1 against 2.5)", error.Found);
        Assert.DoesNotContain("seed", error.Found);
    }

    [Fact]
    public void A_tampered_checkpoint_is_refused_and_an_earlier_run_is_not_overwritten()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        using (var trainer = new JointTraining(configuration, device("cpu")))
        {
            Run(configuration, cache, trainer, resume: false);
        }

        using var second = new JointTraining(configuration, device("cpu"));
        Assert.Equal("run-exists", Assert.Throws<InvalidInputException>(() => Run(configuration, cache, second, resume: false)).Rule);
        var file = Path.Combine(new CheckpointStore(Path.Combine(_photos.Out("out"), "checkpoints")).Newest!, "generator.dat");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal("checkpoint-damaged", Assert.Throws<InvalidInputException>(() => Run(configuration, cache, second, resume: true)).Rule);
    }

    [Fact]
    public void Metrics_and_their_plot_are_written_and_go_on_where_a_checkpoint_was()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        using (var trainer = new JointTraining(configuration, device("cpu")))
        {
            Run(configuration, cache, trainer, resume: false);
        }

        var csv = Path.Combine(_photos.Out("out"), "metrics.csv");
        Assert.Equal([5, 10], Steps(csv));
        File.AppendAllText(csv, "15,60,1" + new string(',', File.ReadLines(csv).First().Count(c => c == ',') - 2) + "\n");
        var longer = configuration with { Run = configuration.Run with { Images = 80 } };
        using var second = new JointTraining(longer, device("cpu"));
        Run(longer, cache, second, resume: true);
        Assert.Equal([5, 10, 15, 20], Steps(csv));
        Assert.True(File.Exists(Path.Combine(_photos.Out("out"), "metrics.png")));

        static int[] Steps(string path) => [.. File.ReadLines(path).Skip(1).Select(line => int.Parse(line.Split(',')[0]))];
    }

    private JointConfiguration Read(string more) => ConfigurationFile.Read<JointConfiguration>(_photos.Configuration(more: more), new Hashtable());

    private PictureCache Open(SceneryConfiguration configuration) => PictureCache.Open(configuration.Data, _photos.Root, _photos.Out("cache"), (_, _, _) => []);

    private long Run(SceneryConfiguration configuration, PictureCache cache, ITrainer<Batch> trainer, bool resume) =>
        new TrainingRun<Batch>(configuration, new TrainingData(configuration.Data, cache, configuration.Seed), cache.SplitHash, _photos.Out("out"), new Progress(TextWriter.Null, "test", false))
            .Train(trainer, resume, CancellationToken.None);

    // a trainer whose loss becomes NaN at a step, found where every loss is: in its terms
    private sealed class Poisoned(ITrainer<Batch> inner, long step) : ITrainer<Batch>
    {
        public IReadOnlyList<string> TermNames => inner.TermNames;

        public long ParameterCount => inner.ParameterCount;

        public string? Finished => null;

        public LossTerms Step(long number, Batch batch) =>
            inner.Step(number, number == step ? batch with { Pictures = [.. batch.Pictures.Select(_ => float.NaN)] } : batch);

        public IReadOnlyDictionary<string, double> Validate(Batch batch) => inner.Validate(batch);

        public IReadOnlyList<float[]> Samples(Batch batch) => inner.Samples(batch);

        public IReadOnlyDictionary<string, double> Save(string folder) => inner.Save(folder);

        public string Begin() => inner.Begin();

        public void Load(string folder, IReadOnlyDictionary<string, double> state) => inner.Load(folder, state);

        public void Dispose() => inner.Dispose();
    }
}
