using System.Collections;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Loops;
using Glacier.Training.Tests.Networks.Panorama;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Loops;

[Collection(GlobalChance.Name)]
public sealed class PanoramaTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("panorama-training-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_resumed_from_a_checkpoint_ends_with_the_weights_of_one_that_went_through()
    {
        Run(SmallPanorama.Configuration(12), "through", resume: false);
        Run(SmallPanorama.Configuration(12), "halves", resume: false, most: 3);
        Run(SmallPanorama.Configuration(12), "halves", resume: true);
        var files = Directory.GetFiles(Newest("through"), "*.dat").Select(Path.GetFileName).ToArray();
        Assert.Equal(9, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(Newest("through"), file!)), File.ReadAllBytes(Path.Combine(Newest("halves"), file!))));
        Assert.True(File.Exists(Path.Combine(_folder, "through", "samples", "step-00000006.png")));
        Assert.Contains("val.ssim", File.ReadLines(Path.Combine(_folder, "through", "metrics.csv")).First());
    }

    [Fact]
    public void The_ground_and_the_sky_of_a_few_pairs_are_learnt()
    {
        var configuration = SmallPanorama.Configuration(1000) with
        {
            Networks = new() { Density = SmallPanorama.Height2, Render = SmallPanorama.Render with { Norm = Training.Networks.Flow.FeatureNorm.None, Spectral = false, Skips = true } },
            Volume = SmallPanorama.Volume with { Bottom = -0.5, Slices = 80 },
            Losses = new() { Adversarial = 0, FeatureMatching = 0, Perceptual = 0, L1 = 5, Divergence = 0, Opacity = 0, Ground = 5, Skyline = 0.1 },
            Generator = new() { LearningRate = 0.005, Beta1 = 0.9, Beta2 = 0.99 },
            KnownShare = 0.5,
            PicturesTeachGround = false,
        };
        Assert.Empty(configuration.Faults());
        using var trainer = new PanoramaTraining(configuration, device("cpu"));
        var batch = SmallPanorama.Plains(4);
        var before = trainer.Validate(batch);
        LossTerms? terms = null;
        for (var step = 0; step < 60; step++)
        {
            terms = trainer.Step(step, batch);
        }

        var after = trainer.Validate(batch);
        Assert.True(after["val.psnr"] > before["val.psnr"] + 3, $"PSNR {before["val.psnr"]} before, {after["val.psnr"]} after");
        Assert.True(after["val.skyline"] < 0.6 * before["val.skyline"], $"skyline {before["val.skyline"]}° before, {after["val.skyline"]}° after");
        Assert.True(terms!.Values["g.skyline"] < 6);
    }

    [Fact]
    public void Where_nothing_is_painted_the_ground_is_learnt_and_the_render_network_stays_as_it_is()
    {
        var configuration = SmallPanorama.Configuration(100) with
        {
            Networks = new() { Density = SmallPanorama.Height2, Render = SmallPanorama.Render with { Norm = Training.Networks.Flow.FeatureNorm.None, Spectral = false } },
            Losses = new() { Adversarial = 0, FeatureMatching = 0, Perceptual = 0, Opacity = 0, Ground = 5 },
            PicturesTeachGround = false,
            PaintedShare = 0,
        };
        Assert.Empty(configuration.Faults());
        Assert.Contains((configuration with { Losses = configuration.Losses with { Ground = 0 } }).Faults(), fault => fault.Member == "paintedShare");
        using var trainer = new PanoramaTraining(configuration, device("cpu"));
        var batch = SmallPanorama.Plains(4);
        var (first, last) = (trainer.Step(0, batch), trainer.Step(1, batch));
        var folders = new[] { "before", "after" }.Select(name => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName).ToArray();
        trainer.Save(folders[0]);
        for (var step = 2; step < 20; step++)
        {
            last = trainer.Step(step, batch);
        }

        trainer.Save(folders[1]);
        Assert.Equal(["g.ground"], last.Values.Keys);
        Assert.True(last.Values["g.ground"] < first.Values["g.ground"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folders[0], "render.dat")), File.ReadAllBytes(Path.Combine(folders[1], "render.dat")));
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(folders[0], "density.dat")), File.ReadAllBytes(Path.Combine(folders[1], "density.dat")));
    }

    [Fact]
    public void Opacity_supervision_teaches_where_the_sky_is_and_its_ablation_leaves_it_out()
    {
        var losses = new PanoramaLossConfiguration { Adversarial = 0, FeatureMatching = 0, Perceptual = 0, L1 = 0, L2 = 0, Divergence = 0 };
        var supervised = Opacity(losses);
        var ablated = Opacity(losses with { Opacity = 0, L1 = 1 });
        Assert.InRange(supervised["g.opacity"], 0, 0.3);
        Assert.DoesNotContain("g.opacity", ablated.Keys);

        static IReadOnlyDictionary<string, double> Opacity(PanoramaLossConfiguration losses)
        {
            using var trainer = new PanoramaTraining(SmallPanorama.Configuration(1000) with { Losses = losses, Volume = SmallPanorama.Volume with { Bottom = 0 } }, device("cpu"));
            var batch = SmallPanorama.Plains(2);
            LossTerms? terms = null;
            for (var step = 0; step < 25; step++)
            {
                terms = trainer.Step(step, batch);
            }

            return terms!.Values;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_leaves_no_tensor_behind(bool around)
    {
        using var trainer = new PanoramaTraining(SmallPanorama.Configuration(100) with { PerspectiveShare = around ? 0 : 1, KnownShare = 0.5 }, device("cpu"));
        var batch = SmallPanorama.Plains(2);
        trainer.Step(0, batch);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 1; step < 4; step++)
        {
            trainer.Step(step, batch);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData("\"volume\": { \"samples\": 1 }", "volume.samples")]
    [InlineData("\"networks\": { \"render\": { \"ups\": [8] } }", "networks.render.ups")]
    [InlineData("\"networks\": { \"density\": { \"ups\": 9 } }", "networks.density.ups")]
    [InlineData("\"losses\": { \"l1\": -1 }", "losses")]
    [InlineData("\"losses\": { \"skyline\": 1 }", "losses.skyline")]
    [InlineData("\"picturesTeachGround\": false", "picturesTeachGround")]
    [InlineData("\"knownShare\": 2", "knownShare")]
    [InlineData("\"data\": { \"source\": \"cvact\" }", "data.folder")]
    [InlineData("\"data\": { \"simulated\": { \"width\": 100 } }", "data.simulated.width")]
    public void A_value_out_of_range_is_refused_by_name(string member, string named)
    {
        var text = "{ \"kind\": \"panorama\", \"run\": { \"images\": 8 }, " + member + " }";
        Assert.Contains(named, Assert.Throws<InvalidInputException>(() => ConfigurationFile.Parse<PanoramaConfiguration>(text, "test.json", new Hashtable())).Found);
    }

    private string Newest(string run) => new CheckpointStore(Path.Combine(_folder, run, "checkpoints")).Newest!;

    private void Run(PanoramaConfiguration configuration, string run, bool resume, int most = int.MaxValue)
    {
        using var trainer = new PanoramaTraining(configuration, device("cpu"));
        using var stop = new CancellationTokenSource();
        new TrainingRun<PanoramaBatch>(configuration, new PlainData(), "split", Path.Combine(_folder, run), new Progress(TextWriter.Null, "test", false))
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

    private sealed class PlainData : ITrainingData<PanoramaBatch>
    {
        public int Side => SmallPanorama.Width;

        public PanoramaBatch Train(long step, int count) => SmallPanorama.Plains(count);

        public PanoramaBatch Validate(int first, int count) => SmallPanorama.Plains(count);
    }
}
