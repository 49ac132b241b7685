using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Loops;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class InitialWeightsTests : IDisposable
{
    private readonly SyntheticPhotos _photos = new();

    public void Dispose() => _photos.Dispose();

    [Fact]
    public void A_run_begins_with_the_weights_of_another_and_with_fresh_optimisers()
    {
        Train(Read(), "base", images: 8);
        var from = Checkpoint("base");
        // no step is done between: what a step would be given is what is saved
        using var trainer = new JointTraining(Read(Quoted(from)), device("cpu"));
        Assert.Equal(from, trainer.Begin());
        trainer.Save(Directory.CreateDirectory(_photos.Out("begun")).FullName);
        foreach (var network in new[] { "generator", "generator-average", "style-encoder", "discriminator" })
        {
            Assert.Equal(Bytes(from, network), Bytes(_photos.Out("begun"), network));
        }

        Assert.NotEqual(Bytes(from, "generator-optimiser"), Bytes(_photos.Out("begun"), "generator-optimiser"));
    }

    [Fact]
    public void A_runs_folder_means_its_newest_checkpoint_and_resuming_needs_it_no_more()
    {
        Train(Read(), "base", images: 8);
        var configuration = Read(Quoted(_photos.Out("base")) + "\"losses\": { \"l1\": 3 },");
        Train(configuration, "whole", images: 8);
        Train(configuration, "other", images: 4);
        Directory.Move(_photos.Out("base"), _photos.Out("gone"));
        Train(configuration, "other", images: 8);
        Assert.Equal(Bytes(Checkpoint("whole"), "generator"), Bytes(Checkpoint("other"), "generator"));
        Train(Read("\"losses\": { \"l1\": 3 },"), "fresh", images: 8);
        Assert.NotEqual(Bytes(Checkpoint("whole"), "generator"), Bytes(Checkpoint("fresh"), "generator"));
    }

    [Fact]
    public void What_earlier_runs_saw_adds_up_and_is_unknown_once_one_of_them_is_gone()
    {
        Train(Read(), "base", images: 8);
        Train(Read(Quoted(_photos.Out("base"))), "second", images: 12);
        Train(Read(Quoted(_photos.Out("second"))), "third", images: 4);
        Assert.Equal((0, 0), EarlierRuns.Before(CheckpointStore.Read(Checkpoint("base"))));
        Assert.Equal(20, EarlierRuns.Before(CheckpointStore.Read(Checkpoint("third")))?.Images);
        Directory.Move(_photos.Out("base"), _photos.Out("gone"));
        Assert.Null(EarlierRuns.Before(CheckpointStore.Read(Checkpoint("third"))));
    }

    [Fact]
    public void Networks_of_another_shape_are_refused_the_first_tensor_named_and_no_weight_is_changed()
    {
        Train(Read(), "base", images: 4);
        var other = ConfigurationFile.Read<JointConfiguration>(
            _photos.Configuration(more: Quoted(_photos.Out("base"))), new Hashtable { ["GLACIER_TRAIN__NETWORKS__DISCRIMINATORCHANNELS"] = """{"32":4,"16":12,"8":16,"4":16,"2":16}""" });
        using var trainer = new JointTraining(other, device("cpu"));
        trainer.Save(Directory.CreateDirectory(_photos.Out("before")).FullName);
        var error = Assert.Throws<InvalidInputException>(() => trainer.Begin());
        trainer.Save(Directory.CreateDirectory(_photos.Out("after")).FullName);
        Assert.Equal("weights-shape", error.Rule);
        Assert.Matches(@"^discriminator: \S*weight is 8 × \d+ × 1 × 1$", error.Found);
        Assert.Matches(@"^4 × \d+ × 1 × 1,", error.Expected);
        Assert.Equal(Bytes(_photos.Out("before"), "generator"), Bytes(_photos.Out("after"), "generator"));
    }

    [Fact]
    public void Another_kind_of_run_and_a_folder_without_a_checkpoint_are_refused()
    {
        Train(Read(), "base", images: 4);
        var gan = ConfigurationFile.Parse<GanConfiguration>(
            $$"""
            { "kind": "gan", {{Quoted(_photos.Out("base"))}} "run": { "images": 4 },
              "data": { "resolution": 32, "folders": [ { "path": "photos/hills", "masks": "photos/sky" } ] },
              "networks": { "styleSize": 8, "latentSize": 16, "mappingLayers": 2, "channelBase": 256, "channelMaximum": 16 } }
            """, "gan");
        using var trainer = new GanTraining(gan, device("cpu"));
        Assert.Equal("weights-kind", Assert.Throws<InvalidInputException>(() => trainer.Begin()).Rule);
        using var nowhere = new JointTraining(Read(Quoted(_photos.Out("nowhere"))), device("cpu"));
        Assert.Equal("no-weights", Assert.Throws<InvalidInputException>(() => nowhere.Begin()).Rule);
    }

    [Fact]
    public void The_environment_can_name_it_and_a_run_without_it_keeps_the_hash_it_had()
    {
        var plain = Read();
        var named = ConfigurationFile.Read<JointConfiguration>(_photos.Configuration(), new Hashtable { ["GLACIER_TRAIN__WEIGHTSFROM"] = "base" });
        Assert.Equal("base", named.WeightsFrom);
        Assert.DoesNotContain("weightsFrom", ConfigurationFile.Text(plain));
        Assert.NotEqual(ConfigurationFile.Hash(plain), ConfigurationFile.Hash(named));
    }

    private static string Quoted(string path) => $"\"weightsFrom\": \"{path}\",";

    private static byte[] Bytes(string checkpoint, string name) => File.ReadAllBytes(Path.Combine(checkpoint, name + ".dat"));

    private string Checkpoint(string output) => new CheckpointStore(Path.Combine(_photos.Out(output), "checkpoints")).Newest!;

    private JointConfiguration Read(string more = "") => ConfigurationFile.Read<JointConfiguration>(_photos.Configuration(more: more), new Hashtable());

    private void Train(JointConfiguration configuration, string output, long images)
    {
        var length = configuration with { Run = configuration.Run with { Images = images } };
        using var cache = PictureCache.Open(length.Data, _photos.Root, _photos.Out("cache"), (_, _, _) => []);
        using var trainer = new JointTraining(length, device("cpu"));
        new TrainingRun<Batch>(length, new TrainingData(length.Data, cache, length.Seed), cache.SplitHash, _photos.Out(output), new Progress(TextWriter.Null, "test", false))
            .Train(trainer, resume: true, CancellationToken.None);
    }
}
