using System.Collections;
using Glacier.Tests;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Evaluation;
using Glacier.Training.Loops;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

/// <summary>Whose style a picture of the joint mode wears: its photograph's, another's, or one of the prior.</summary>
[Collection(GlobalChance.Name)]
public sealed class JointStylesTests : IDisposable
{
    private readonly SyntheticPhotos _photos = new();

    public void Dispose() => _photos.Dispose();

    [Fact]
    public void Pictures_in_anothers_style_are_judged_by_the_discriminator_alone()
    {
        var configuration = Read("\"losses\": { \"priorShare\": 0.25, \"swappedShare\": 0.25, \"r1\": 0 }, \"augmentation\": { \"probability\": 0 },");
        using var cache = Open(configuration);
        var batch = new TrainingData(configuration.Data, cache, 7).Train(0, 4);
        var picture = batch.Pictures.Length / 4;

        // of four pictures the third has a style of the prior and the fourth that of the first
        var changed = batch with { Pictures = [.. batch.Pictures.Select((value, i) => i < 2 * picture ? value : 0.9f)] };
        var (first, second) = (Terms(batch), Terms(changed));
        Assert.Equal(first["g.l1"], second["g.l1"]);
        Assert.Equal(first["g.divergence"], second["g.divergence"]);
        Assert.Equal(first["g.feature-matching"], second["g.feature-matching"], 1e-2);
        Assert.NotEqual(first["d.adversarial"], second["d.adversarial"]);
        var own = batch with { Pictures = [.. batch.Pictures.Select((value, i) => i is var at && at < picture ? 0.9f : value)] };
        Assert.NotEqual(first["g.l1"], Terms(own)["g.l1"]);

        IReadOnlyDictionary<string, double> Terms(Batch shown)
        {
            using var trainer = new JointTraining(configuration, device("cpu"));
            return trainer.Step(1, shown).Values;
        }
    }

    [Fact]
    public void A_free_picture_wears_the_style_of_a_validation_photograph_once_these_were_read()
    {
        var configuration = Read("");
        using var cache = Open(configuration);
        var data = new TrainingData(configuration.Data, cache, 7);
        using (var trainer = new JointTraining(configuration, device("cpu")))
        {
            new TrainingRun<Batch>(configuration, data, cache.SplitHash, _photos.Out("out"), new Progress(TextWriter.Null, "test", false)).Train(trainer, false, CancellationToken.None);
        }

        using var scenery = TrainedScenery.Open(_photos.Out("out"), device("cpu"));
        var batch = data.Validate(0, 1);
        using var constant = no_grad();
        using var scope = NewDisposeScope();
        var drawn = Tensors.Values(scenery.Free(batch, 3));
        scenery.ReadLooks(data, 1);
        var read = Tensors.Values(scenery.Free(batch, 3));
        Assert.Equal(Tensors.Values(scenery.Paired(batch)), read);
        Assert.NotEqual(drawn, read);
    }

    [Fact]
    public void Real_photographs_are_learned_from_in_a_few_steps()
    {
        const int count = 80;
        var source = RealData.Path("photos", "glacier");
        foreach (var path in Directory.GetFiles(_photos.Photos).Concat(Directory.GetFiles(_photos.Out(Path.Combine("photos", "sky")))))
        {
            File.Delete(path);
        }

        foreach (var path in Directory.GetFiles(source, "*.jpg").Order(StringComparer.Ordinal).Take(count))
        {
            File.Copy(path, Path.Combine(_photos.Photos, Path.GetFileName(path)));
            var mask = Path.GetFileNameWithoutExtension(path) + ".png";
            if (Path.Combine(source, "..", "sky", "glacier", mask) is var sky && File.Exists(sky))
            {
                File.Copy(sky, Path.Combine(_photos.Out(Path.Combine("photos", "sky")), mask));
            }
        }

        var configuration = Read("\"losses\": { \"l1\": 2, \"featureMatching\": 2 }, \"generator\": { \"learningRate\": 0.005 }, \"discriminator\": { \"learningRate\": 0.005 }, \"average\": { \"decay\": 0.9 },");
        using var cache = Open(configuration);
        var data = new TrainingData(configuration.Data, cache, configuration.Seed);
        using var trainer = new JointTraining(configuration, device("cpu"));
        var seen = data.Validate(0, Math.Min(4, data.Validation.Count));
        var before = trainer.Validate(seen)["val.l1"];
        for (var step = 0; step < 40; step++)
        {
            trainer.Step(step, data.Train(step, 4));
        }

        // photographs that were never shown: what is learned is the relation, not the pictures
        var after = trainer.Validate(seen)["val.l1"];
        Assert.True(after < 0.85 * before, $"L1 {before} before, {after} after");
        var grid = trainer.Samples(seen);
        Assert.True(Spread(grid[2]) > 0.1, $"the pictures made are of one colour: standard deviation {Spread(grid[2])}");
    }

    private static double Spread(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private JointConfiguration Read(string more) => ConfigurationFile.Read<JointConfiguration>(_photos.Configuration(more: more), new Hashtable());

    private PictureCache Open(SceneryConfiguration configuration) => PictureCache.Open(configuration.Data, _photos.Root, _photos.Out("cache"), (_, width, height) => new bool[width * height]);
}
