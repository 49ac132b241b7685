using System.Text.Json.Nodes;
using Glacier.Training.Configuration;
using Glacier.Training.Networks.Flow;
using Glacier.Training.Tests.Networks.Panorama;
using Glacier.Vision.Onnx;

namespace Glacier.Training.Tests.Commands;

public sealed class PanoramaCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("panorama-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_is_trained_judged_and_exported()
    {
        var configuration = SmallPanorama.Configuration(6) with
        {
            Data = new()
            {
                Simulated = new() { Width = SmallPanorama.Width, Height = SmallPanorama.Height, RaysPerPixel = 1, DomainCells = 64, Years = [1950] },
                Mountains = 1,
                PairsPerMountain = 3,
                ValidationMountains = 1,
                ValidationPairs = 2,
            },
            Networks = new() { Density = SmallPanorama.Height2, Render = SmallPanorama.Render with { Norm = FeatureNorm.None, Spectral = false }, Discriminators = new() { Width = 2, CropSide = 32 } },
            KnownShare = 0.5,
        };
        var (file, run, models) = (Path.Combine(_folder, "small.json"), Path.Combine(_folder, "run"), Path.Combine(_folder, "models"));
        File.WriteAllText(file, ConfigurationFile.Text(configuration));
        Done("train", "panorama", "--config", file, "--data", _folder, "--out", run, "--cache", _folder);
        Done("evaluate", "--run", run, "--data", _folder, "--cache", _folder);
        var figures = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "evaluation.json")))!["runs"]![0]!["figures"]!.AsObject();
        foreach (var figure in new[] { "rmse", "psnr", "ssim", "sd", "fixed-psnr", "fixed-ssim", "known-psnr", "known-ssim", "skyline-degrees", "skyline-degrees-of-a-level-ground" })
        {
            Assert.True(double.IsFinite((double)figures[figure]!), figure);
        }

        Done("export", run, "--to", models, "--metrics", Path.Combine(run, "evaluation.json"));
        foreach (var name in new[] { "panorama-density", "panorama-render" })
        {
            var card = ModelCard.Read(Path.Combine(models, name + ".json"));
            var volume = configuration.Volume;
            Assert.Equal(new PanoramaCard(volume.Bottom, volume.Top, volume.Slices + 1, volume.Samples, volume.RayLength, 2, 900, SmallPanorama.Width, SmallPanorama.Height), card.Panorama);
            Assert.Equal((double)figures["psnr"]!, card.Metrics!["psnr"]);
            Assert.Equal(6, card.Metrics["imagesSeen"]);
        }
    }

    private static void Done(params string[] arguments)
    {
        var (code, errors) = TrainProcess.Run(arguments);
        Assert.True(code == 0, errors);
    }
}
